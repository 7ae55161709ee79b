# The face for people; each target calls one script. README.md tells which two matter.
.PHONY: run test test-faults test-crash soak smoke image image-full screenshots vnc rfb-replay rfb-record rfb-export rfb-shot rfb-watch bench bench-vnc bench-agent
run: ## from a fresh machine to a running console
	packaging/bin/run $(ARGS)

test: ## everything, the cheap tests first
	packaging/bin/test $(STAGES)

test-faults: ## the fleet's failure matrix, row by row, on an engine of the test's own: CONTAINERS=200
	@packaging/bin/test-faults

test-crash: ## ends a gateway at every durable step of every verb and looks what the next one makes of it
	@packaging/bin/test-crash

smoke: ## the main job against the real engine: KEEP=1 leaves it running, IMAGE=tag, REBUILD=1
	packaging/bin/smoke

image: ## the sandbox image, unless nothing changed; ARCH=arm64
	sandbox-image/image/build $(if $(ARCH),--arch $(ARCH))

image-full: ## the same with a browser, languages, tools and coding agents in it
	sandbox-image/image/build --full $(if $(ARCH),--arch $(ARCH))

screenshots: ## every screen, light and dark, into docs/screens
	packaging/bin/screenshots

vnc: ## a window on any VNC server: URL=vnc://host:port
	@packaging/bin/rfb view $(ARGS) "$(URL)"

rfb-replay: ## decodes a recording: FILE=x.rfb PASSES=n
	@packaging/bin/rfb replay "$(FILE)" $(PASSES)

rfb-record: ## records what a server sends: URL=vnc://... FILE=x.rfb SECONDS=n ENCODING=tight
	@packaging/bin/rfb record "$(URL)" "$(FILE)" "$(or $(SECONDS),10)" $(ENCODING)

rfb-export: ## makes a video of a recording, with ffmpeg: FILE=x.rfb OUT=x.mp4 FPS=25
	@packaging/bin/rfb export "$(FILE)" "$(OUT)" $(FPS)

rfb-shot: ## takes a picture: URL=vnc://... FILE=x.png
	@packaging/bin/rfb shot "$(URL)" "$(FILE)"

rfb-watch: ## follows a desktop: URL=vnc://... SECONDS=n
	@packaging/bin/rfb watch "$(URL)" $(SECONDS)

soak: ## long tests: MINUTES=10 PARTS="rfb-fuzz ..."
	@packaging/bin/soak $(PARTS)

bench: bench-vnc bench-agent ## every benchmark

bench-vnc: ## the VNC engine and viewer beside their peers: FILES="a.rfb b.rfb" for more recordings, ROUNDS=5
	@packaging/bin/bench-vnc $(FILES)

bench-agent: ## the agent's actions beside the tools that others fork: ROUNDS=200 ENDURANCE=60
	@packaging/bin/bench-agent
