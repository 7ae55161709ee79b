package org.pilothouse.agent.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.Refusals;

/** Problem details (RFC 9457) as sandbox-agent writes them, with the field at fault beside. */
public final class ProblemStyle implements Api.ErrorStyle {
    public static final ProblemStyle INSTANCE = new ProblemStyle();
    /** Codes of the server itself, under their names in this API. */
    private static final Map<String, String> NAMES =
            Map.of("unauthorized", "token_invalid", "forbidden", "permission_denied");

    private static final String DESKTOP = "/v1/desktop/";

    private ProblemStyle() {}

    @Override
    public Refusals.Body body(Refusal refusal, String method, String path) {
        String code = code(refusal, path);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:sandbox-agent:error:" + code);
        problem.put("title", title(code));
        problem.put("status", refusal.status());
        problem.put("detail", refusal.sentence());
        problem.put("instance", path);
        problem.put("code", code);
        String field = refusal.field();
        if (field != null) {
            problem.put("field", field);
        }
        problem.putAll(refusal.members());
        return new Refusals.Body("application/problem+json", problem);
    }

    private static String code(Refusal refusal, String path) {
        if (refusal.code().equals("invalid_request") && path.startsWith(DESKTOP)) {
            return "desktop_invalid_action";
        }
        return NAMES.getOrDefault(refusal.code(), refusal.code());
    }

    private static String title(String code) {
        String words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
