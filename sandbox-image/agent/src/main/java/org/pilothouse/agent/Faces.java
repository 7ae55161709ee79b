package org.pilothouse.agent;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.ApiServer;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.v1.DesktopFace;
import org.pilothouse.agent.v1.SessionLife;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the HTTP faces together. A class of its own, so that an agent without them loads nothing of theirs. */
final class Faces {
    private static final Logger log = LoggerFactory.getLogger(Faces.class);

    private Faces() {}

    /** Serves until the agent ends; where that is not possible, the desktop is there all the same. */
    static void serve(
            ApiSettings settings,
            @Nullable String version,
            DesktopSession session,
            Desktop desktop,
            Recorder recorder,
            AuditLog audit) {
        List<Api.Face> faces = List.of(new DesktopFace(desktop, new SessionLife(session), recorder));
        try {
            ApiServer.start(settings, version == null ? "dev" : version, audit, faces);
        } catch (IOException | IllegalStateException e) {
            log.error("no HTTP API: {}", e.getMessage());
        }
    }
}
