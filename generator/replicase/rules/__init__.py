"""What is asked of a record beyond its shape: one rule a module, listed here by hand.

CASE2xx looks at one record, 3xx at texts and sources, 4xx at how files stand to each other. To see
what runs, read the lists; to add a rule, write its module, its line here and its folder in
`tests/rules`.
"""

from replicase import decode, load, pictures, source
from replicase.diagnostics import Rule
from replicase.library import Entry
from replicase.model import Adoption, Case, GapList, IndicatorScheme
from replicase.rules import (
    address,
    amount,
    asked,
    baseline,
    blank,
    claim_words,
    core_component,
    core_in_steps,
    cost_band,
    dangling_source,
    date_order,
    duplicate_id,
    duplicate_indicator,
    duplicate_part,
    editor_text,
    empty_alt,
    gap_in_future,
    gap_overdue,
    gap_status,
    garbled,
    id_and_file,
    identity_number,
    indicator_weights,
    internal_mark,
    known_unknown,
    long_name,
    long_sentence,
    lookalike,
    markup,
    missing_picture,
    mitigation,
    mobile_number,
    official_finding,
    official_scheme,
    one_line,
    own_area,
    picture_name,
    picture_twice,
    plain_http,
    review_due,
    same_title,
    secret_mark,
    slogan_title,
    stopped_reason,
    too_many,
    uncited_figure,
    unknowable,
    unknown_case,
    unknown_city,
    unknown_part,
    unnamed_picture,
    untranslated,
    unused_source,
    verified,
    version,
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
    RecordRule(baseline.RULE, baseline.check),
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
)
"""Rules for every kind of record."""

PRACTICE_RULES: tuple[RecordRule[PracticeEntry], ...] = (
    RecordRule(asked.RULE, asked.check),
    RecordRule(known_unknown.RULE, known_unknown.check),
    RecordRule(unknowable.RULE, unknowable.check),
    RecordRule(date_order.RULE, date_order.check),
    RecordRule(id_and_file.RULE, id_and_file.check),
    RecordRule(amount.RULE, amount.check),
    RecordRule(cost_band.RULE, cost_band.check),
    RecordRule(picture_name.RULE, picture_name.check),
    RecordRule(missing_picture.RULE, missing_picture.check),
    RecordRule(picture_twice.RULE, picture_twice.check),
    RecordRule(empty_alt.RULE, empty_alt.check),
)
"""Rules for cases and adoptions."""

CASE_RULES: tuple[RecordRule[Entry[Case]], ...] = (
    RecordRule(core_in_steps.RULE, core_in_steps.check),
    RecordRule(mitigation.RULE, mitigation.check),
    RecordRule(verified.RULE, verified.check),
    RecordRule(withdrawn.RULE, withdrawn.check),
    RecordRule(review_due.RULE, review_due.check),
    RecordRule(core_component.RULE, core_component.check),
    RecordRule(too_many.RULE, too_many.check),
    RecordRule(slogan_title.RULE, slogan_title.check),
)

ADOPTION_RULES: tuple[RecordRule[Entry[Adoption]], ...] = (
    RecordRule(own_area.RULE, own_area.check),
    RecordRule(stopped_reason.RULE, stopped_reason.check),
)

GAP_RULES: tuple[RecordRule[Entry[GapList]], ...] = (
    RecordRule(date_order.RULE, date_order.check_gaps),
    RecordRule(id_and_file.RULE, id_and_file.check_name),
    RecordRule(gap_status.RULE, gap_status.check),
    RecordRule(gap_overdue.RULE, gap_overdue.check),
    RecordRule(gap_in_future.RULE, gap_in_future.check),
    RecordRule(official_finding.RULE, official_finding.check),
    RecordRule(unknown_city.RULE, unknown_city.check),
)

INDICATOR_RULES: tuple[RecordRule[Entry[IndicatorScheme]], ...] = (
    RecordRule(id_and_file.RULE, id_and_file.check_name),
    RecordRule(official_scheme.RULE, official_scheme.check),
    RecordRule(indicator_weights.RULE, indicator_weights.check),
)

LIBRARY_RULES: tuple[LibraryRule, ...] = (
    LibraryRule(duplicate_id.RULE, duplicate_id.check),
    LibraryRule(unknown_case.RULE, unknown_case.check),
    LibraryRule(unknown_part.RULE, unknown_part.check),
    LibraryRule(same_title.RULE, same_title.check),
    LibraryRule(withdrawn_case.RULE, withdrawn_case.check),
    LibraryRule(duplicate_indicator.RULE, duplicate_indicator.check),
    LibraryRule(unnamed_picture.RULE, unnamed_picture.check),
)

ALL: tuple[Rule, ...] = tuple(
    sorted(
        # A set: CASE111 and CASE117 are rules of decoding that are completed here.
        {
            *source.RULES,
            *decode.RULES,
            *load.RULES,
            *pictures.RULES,
            *(bound.rule for bound in RECORD_RULES),
            *(bound.rule for bound in PRACTICE_RULES),
            *(bound.rule for bound in CASE_RULES),
            *(bound.rule for bound in ADOPTION_RULES),
            *(bound.rule for bound in GAP_RULES),
            *(bound.rule for bound in INDICATOR_RULES),
            *(bound.rule for bound in LIBRARY_RULES),
        },
        key=lambda rule: rule.code,
    )
)
"""Every rule of a record: the table of codes, names and severities."""
