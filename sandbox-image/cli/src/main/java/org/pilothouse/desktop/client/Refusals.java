package org.pilothouse.desktop.client;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the agent says when it does not do something. */
public final class Refusals {
    private Refusals() {}

    /** One sentence for people and models. */
    public static String sentence(Reply reply) {
        try {
            JsonNode problem = JsonMapper.shared().readTree(reply.text());
            for (String member : new String[] {"detail", "message", "error"}) {
                String text = problem.path(member).asString("");
                if (!text.isEmpty()) {
                    return text;
                }
            }
        } catch (JacksonException e) {
            // then the status has to do
        }
        return "The agent refused with status " + reply.status() + ".";
    }
}
