package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.http.Refusal;

/** {@code stream/*}, which tells and changes whether noVNC is served. There is no WebRTC signalling. */
final class StreamRoutes {
    private static final String NONE =
            "This sandbox serves no stream of its own; people look at it through the gateway's takeover.";

    private final Optional<DesktopStream> stream;

    /**
     * @param stream none where the sandbox is not to be looked at but through a gateway
     */
    StreamRoutes(Optional<DesktopStream> stream) {
        this.stream = stream;
    }

    record Status(
            @Field(required = true) boolean active,

            @Field("Always absent: the whole desktop is shown") @Nullable
            String windowId,

            @Field("Always absent: the agent serves it itself") @Nullable
            String processId) {}

    void addTo(Api api) {
        api.add(get("stream/status", "Whether the live stream is served")
                .tag("desktop")
                .gives(Status.class)
                .by(_ -> status()));
        api.add(post("stream/start", "Serves the live stream; where it is served already, nothing changes")
                .tag("desktop")
                .gives(Status.class)
                .refuses(501, "desktop_unsupported_platform")
                .refuses(502, "stream_error")
                .by(_ -> {
                    start();
                    return status();
                }));
        api.add(post("stream/stop", "Ends the live stream; where it is not served, nothing changes")
                .tag("desktop")
                .gives(Status.class)
                .by(_ -> {
                    stream.ifPresent(DesktopStream::stop);
                    return status();
                }));
        api.add(get("stream/signaling", "WebRTC signalling, which there is not")
                .tag("desktop")
                .refuses(501, "desktop_unsupported_platform")
                .by(_ -> {
                    throw new Refusal(
                            501, "desktop_unsupported_platform", "There is no WebRTC here; the stream is noVNC.");
                }));
    }

    private Status status() {
        return new Status(stream.map(DesktopStream::active).orElse(false), null, null);
    }

    private void start() {
        DesktopStream one = stream.orElseThrow(() -> new Refusal(501, "desktop_unsupported_platform", NONE));
        try {
            one.start();
        } catch (IllegalStateException e) {
            throw new Refusal(502, "stream_error", "The stream cannot be served: " + e.getMessage() + ".");
        }
    }
}
