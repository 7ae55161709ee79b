package org.pilothouse.app.workflow;

import java.util.LinkedHashMap;
import java.util.Map;

/** Workflows to begin with. */
final class Examples {
    static final String CONVERSATION = "agent:default:manual:default:channel:desktop-sandbox";

    private Examples() {}

    /** By their names. */
    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Look, find a window, focus it", """
                {
                  "conversation_key": "%s",
                  "steps": [
                    {"type": "Desktop", "args": {"op": "snapshot", "include_tree": true, "max_nodes": 512, "max_text_chars": 8192}},
                    {"type": "Desktop", "args": {"op": "query", "selector": {"kind": "a11y", "name": "A11y Smoke"}, "limit": 1}},
                    {"type": "Desktop", "args": {"op": "act", "target": {"kind": "a11y", "name": "A11y Smoke"}, "action": {"kind": "focus"}},
                     "motivation": "Bring the terminal to the front."}
                  ]
                }
                """.formatted(CONVERSATION));
        all.put("Take a picture", """
                {
                  "conversation_key": "%s",
                  "steps": [
                    {"type": "Desktop", "args": {"op": "screenshot", "display": "primary"}}
                  ]
                }
                """.formatted(CONVERSATION));
        all.put("Type a command", """
                {
                  "conversation_key": "%s",
                  "steps": [
                    {"type": "Desktop", "args": {"op": "wait_for", "selector": {"kind": "a11y", "role": "terminal"}, "timeout_ms": 10000}},
                    {"type": "Desktop", "args": {"op": "keyboard", "action": "type", "text": "uname -a"}, "motivation": "See which system it is."},
                    {"type": "Desktop", "args": {"op": "keyboard", "action": "press", "key": "Enter"}},
                    {"type": "Desktop", "args": {"op": "screenshot", "display": "primary"}}
                  ]
                }
                """.formatted(CONVERSATION));
        return all;
    }
}
