package org.pilothouse.gateway.http;

import java.util.Map;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.export.RunExports;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;

/** {@code /runs/{id}/export}. */
final class ExportRoutes {
    private final RunExports exports;

    ExportRoutes(RunExports exports) {
        this.exports = exports;
    }

    void addTo(Router router) {
        router.add("GET", "/runs/{id}/export", this::export);
    }

    private Answer export(Call call) {
        RunExports.Bundle bundle = exports.bundle(call.variable("id"), sensitive(call), Callers.actor(call));
        return new Answer.Stream(
                200,
                "application/zip",
                Map.of("Content-Disposition", "attachment; filename=\"" + bundle.filename() + "\""),
                out -> exports.write(bundle, out));
    }

    private static boolean sensitive(Call call) {
        return switch (call.query("sensitive").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw GatewayException.invalid("sensitive", "sensitive must be true or false");
        };
    }
}
