# The face for people; each target calls one script. See README.md.
.PHONY: test
test:
	packaging/bin/test
