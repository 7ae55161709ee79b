package org.pilothouse.agent.v1;

import java.util.Optional;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.desktop.Apps;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.recording.Recorder;

/** {@code /v1/desktop/*}. */
public final class DesktopFace implements Api.Face {
    private final Desktop desktop;
    private final DesktopLife life;
    private final Recorder recorder;
    private final Apps apps;
    private final Optional<DesktopStream> stream;

    /**
     * @param stream none where people look at the desktop only through a gateway
     */
    public DesktopFace(
            Desktop desktop, DesktopLife life, Recorder recorder, Apps apps, Optional<DesktopStream> stream) {
        this.desktop = desktop;
        this.life = life;
        this.recorder = recorder;
        this.apps = apps;
        this.stream = stream;
    }

    @Override
    public void addTo(Api api) {
        api.explain(new DesktopRefusals(life::state));
        RecordingRate rate = new RecordingRate();
        new LifeRoutes(desktop, life, rate).addTo(api);
        new DesktopProcessRoutes(life).addTo(api);
        new RecordingRoutes(recorder, rate).addTo(api);
        new ScreenshotRoutes(desktop).addTo(api);
        new MouseRoutes(desktop).addTo(api);
        new KeyboardRoutes(desktop).addTo(api);
        new WindowRoutes(desktop).addTo(api);
        new ClipboardRoutes(desktop).addTo(api);
        new LaunchRoutes(desktop, apps).addTo(api);
        new ElementRoutes(desktop).addTo(api);
        new WaitRoutes(desktop).addTo(api);
        new BatchRoutes(api).addTo();
        new StreamRoutes(stream).addTo(api);
    }
}
