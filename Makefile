# Every task of the project; `make help` lists them. The two that matter are Scripts/belarus and Scripts/test.
.PHONY: help belarus test test-all build bench format
help:            ## List the tasks
	@sed -n 's/^\([a-z-]*\): *## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST)
belarus:         ## Set up, build and weigh the Belarus case
	Scripts/belarus
test:            ## Set up and run every test
	Scripts/test
test-all:        ## Every test in its whole size (hours)
	Scripts/test-all
build:           ## Build the command, optimised
	swift build -c release --product rashomon
bench:           ## Run Rashomon and its peers side by side; writes Benchmarks/results.md (an hour)
	Benchmarks/run
format:          ## Lay out all Swift files
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks
