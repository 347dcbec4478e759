"""What is asked of a record beyond its shape: one rule a module, listed here by hand.

CASE2xx looks at one record, 3xx at texts and sources, 4xx at how files stand to each other. To see
what runs, read the lists; to add a rule, write its module, its line here and its folder in
`tests/rules`.
"""

from typing import Any

from replicase import decode, load, pictures, source
from replicase.diagnostics import Rule
from replicase.library import Entry
from replicase.model import Adoption, Case, GapList, IndicatorScheme
from replicase.rules import (
    address,
    adoption_state,
    after_source,
    amount,
    archived_copy,
    asked,
    attempt_running,
    bank_card,
    baseline,
    before_origin,
    blank,
    claim_words,
    core_component,
    core_in_steps,
    cost_band,
    dangling_source,
    date_order,
    document_number,
    duplicate_id,
    duplicate_indicator,
    duplicate_part,
    editor_text,
    empty_alt,
    ended_operation,
    future_date,
    gap_overdue,
    gap_status,
    garbled,
    home_address,
    id_and_file,
    identity_number,
    independence,
    indicator_weights,
    internal_mark,
    known_unknown,
    legal_rank,
    long_name,
    long_sentence,
    lookalike,
    machine_order,
    markup,
    measure_break,
    missing_picture,
    mitigation,
    mobile_number,
    named_minor,
    near_title,
    official_finding,
    official_scheme,
    one_line,
    own_area,
    personal_email,
    picture_name,
    picture_twice,
    plain_http,
    promotion_level,
    read_before,
    record_dates,
    related,
    relation_cycle,
    repeated_unknown,
    repeated_value,
    review_due,
    review_interval,
    same_address,
    same_adopter,
    same_title,
    secret_mark,
    share,
    shared_passage,
    slogan_title,
    stated_change,
    stopped_reason,
    too_many,
    translation_age,
    travel_document,
    uncited_fact,
    uncited_figure,
    unknowable,
    unknown_case,
    unknown_city,
    unknown_part,
    unnamed_picture,
    untranslated,
    unused_source,
    vehicle_plate,
    verified,
    version,
    why_core,
    withdrawn,
    withdrawn_case,
)
from replicase.rules.entries import LibraryRule, PracticeEntry, RecordEntry, RecordRule

RECORD_RULES: tuple[RecordRule[RecordEntry], ...] = (
    RecordRule(blank.RULE, blank.check),
    RecordRule(version.RULE, version.check),
    RecordRule(one_line.RULE, one_line.check),
    RecordRule(address.RULE, address.check),
    RecordRule(long_name.RULE, long_name.check),
    RecordRule(editor_text.RULE, editor_text.check),
    RecordRule(duplicate_part.RULE, duplicate_part.check),
    RecordRule(dangling_source.RULE, dangling_source.check),
    RecordRule(unused_source.RULE, unused_source.check),
    RecordRule(uncited_figure.RULE, uncited_figure.check),
    RecordRule(claim_words.RULE, claim_words.check),
    RecordRule(markup.RULE, markup.check),
    RecordRule(untranslated.RULE, untranslated.check),
    RecordRule(long_sentence.RULE, long_sentence.check),
    RecordRule(plain_http.RULE, plain_http.check),
    RecordRule(identity_number.RULE, identity_number.check),
    RecordRule(mobile_number.RULE, mobile_number.check),
    RecordRule(secret_mark.RULE, secret_mark.check),
    RecordRule(internal_mark.RULE, internal_mark.check),
    RecordRule(lookalike.RULE, lookalike.check),
    RecordRule(garbled.RULE, garbled.check),
    RecordRule(bank_card.RULE, bank_card.check),
    RecordRule(vehicle_plate.RULE, vehicle_plate.check),
    RecordRule(personal_email.RULE, personal_email.check),
    RecordRule(home_address.RULE, home_address.check),
    RecordRule(named_minor.RULE, named_minor.check),
    RecordRule(travel_document.RULE, travel_document.check),
    RecordRule(machine_order.RULE, machine_order.check),
    RecordRule(future_date.RULE, future_date.check),
    RecordRule(read_before.RULE, read_before.check),
    RecordRule(after_source.RULE, after_source.check),
    RecordRule(archived_copy.RULE, archived_copy.check),
    RecordRule(uncited_fact.RULE, uncited_fact.check, "structured"),
    RecordRule(same_address.RULE, same_address.check),
)
"""Rules for every kind of record."""

PRACTICE_RULES: tuple[RecordRule[PracticeEntry], ...] = (
    RecordRule(asked.RULE, asked.check),
    RecordRule(known_unknown.RULE, known_unknown.check),
    RecordRule(unknowable.RULE, unknowable.check),
    RecordRule(repeated_unknown.RULE, repeated_unknown.check),
    RecordRule(date_order.RULE, date_order.check),
    RecordRule(amount.RULE, amount.check, "structured"),
    RecordRule(cost_band.RULE, cost_band.check),
    RecordRule(baseline.RULE, baseline.check),
    RecordRule(stated_change.RULE, stated_change.check),
    RecordRule(share.RULE, share.check),
    RecordRule(measure_break.RULE, measure_break.check),
    RecordRule(repeated_value.RULE, repeated_value.check),
    RecordRule(picture_name.RULE, picture_name.check),
    RecordRule(missing_picture.RULE, missing_picture.check),
    RecordRule(picture_twice.RULE, picture_twice.check),
    RecordRule(empty_alt.RULE, empty_alt.check),
)
"""Rules for cases and adoptions."""

CASE_RULES: tuple[RecordRule[Entry[Case]], ...] = (
    RecordRule(core_in_steps.RULE, core_in_steps.check, "structured"),
    RecordRule(mitigation.RULE, mitigation.check, "structured"),
    RecordRule(verified.RULE, verified.check, "verified"),
    RecordRule(withdrawn.RULE, withdrawn.check),
    RecordRule(review_due.RULE, review_due.check, "structured"),
    RecordRule(core_component.RULE, core_component.check, "structured"),
    RecordRule(too_many.RULE, too_many.check),
    RecordRule(slogan_title.RULE, slogan_title.check),
    RecordRule(why_core.RULE, why_core.check, "structured"),
    RecordRule(document_number.RULE, document_number.check),
    RecordRule(legal_rank.RULE, legal_rank.check),
    RecordRule(review_interval.RULE, review_interval.check),
    RecordRule(record_dates.RULE, record_dates.check),
    RecordRule(promotion_level.RULE, promotion_level.check),
    RecordRule(ended_operation.RULE, ended_operation.check),
    RecordRule(translation_age.RULE, translation_age.check),
    RecordRule(related.RULE, related.check),
    RecordRule(attempt_running.RULE, attempt_running.check),
    RecordRule(independence.RULE, independence.check),
)

ADOPTION_RULES: tuple[RecordRule[Entry[Adoption]], ...] = (
    RecordRule(stopped_reason.RULE, stopped_reason.check),
    RecordRule(adoption_state.RULE, adoption_state.check),
)

GAP_RULES: tuple[RecordRule[Entry[GapList]], ...] = (
    RecordRule(date_order.RULE, date_order.check_gaps),
    RecordRule(id_and_file.RULE, id_and_file.check_name),
    RecordRule(gap_status.RULE, gap_status.check),
    RecordRule(gap_overdue.RULE, gap_overdue.check),
    RecordRule(official_finding.RULE, official_finding.check),
    RecordRule(unknown_city.RULE, unknown_city.check),
)

INDICATOR_RULES: tuple[RecordRule[Entry[IndicatorScheme]], ...] = (
    RecordRule(id_and_file.RULE, id_and_file.check_name),
    RecordRule(official_scheme.RULE, official_scheme.check),
    RecordRule(indicator_weights.RULE, indicator_weights.check),
)

LIBRARY_RULES: tuple[LibraryRule, ...] = (
    LibraryRule(id_and_file.RULE, id_and_file.check),
    LibraryRule(own_area.RULE, own_area.check),
    LibraryRule(before_origin.RULE, before_origin.check),
    LibraryRule(duplicate_id.RULE, duplicate_id.check),
    LibraryRule(unknown_case.RULE, unknown_case.check),
    LibraryRule(unknown_part.RULE, unknown_part.check),
    LibraryRule(same_title.RULE, same_title.check),
    LibraryRule(withdrawn_case.RULE, withdrawn_case.check),
    LibraryRule(shared_passage.RULE, shared_passage.check),
    LibraryRule(relation_cycle.RULE, relation_cycle.check),
    LibraryRule(near_title.RULE, near_title.check),
    LibraryRule(same_adopter.RULE, same_adopter.check),
    LibraryRule(duplicate_indicator.RULE, duplicate_indicator.check),
    LibraryRule(unnamed_picture.RULE, unnamed_picture.check),
)

LISTS: tuple[tuple[RecordRule[Any] | LibraryRule, ...], ...] = (
    RECORD_RULES,
    PRACTICE_RULES,
    CASE_RULES,
    ADOPTION_RULES,
    GAP_RULES,
    INDICATOR_RULES,
    LIBRARY_RULES,
)
"""All of these lists."""

ALL: tuple[Rule, ...] = tuple(
    sorted(
        # A set: CASE111 and CASE117 are rules of decoding that are completed here.
        {
            *source.RULES,
            *decode.RULES,
            *load.RULES,
            *pictures.RULES,
            *(bound.rule for listed in LISTS for bound in listed),
        },
        key=lambda rule: rule.code,
    )
)
"""Every rule of a record: the table of codes, names and severities."""
