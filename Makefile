# The face for people; each target calls one script. README.md tells which two matter.
.PHONY: run test smoke image screenshots
run: ## from a fresh machine to a running console
	packaging/bin/run $(ARGS)

test: ## everything, the cheap tests first
	packaging/bin/test $(STAGES)

smoke: ## the main job against the real engine: KEEP=1 leaves it running, IMAGE=tag, REBUILD=1
	packaging/bin/smoke

image: ## the sandbox image, unless nothing changed
	sandbox-image/image/build

screenshots: ## every screen, light and dark, into docs/screens
	packaging/bin/screenshots
