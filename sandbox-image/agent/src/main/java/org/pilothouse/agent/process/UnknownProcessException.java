package org.pilothouse.agent.process;

import java.util.Collection;

/** There is no process of that name; the message names those that there are. */
public final class UnknownProcessException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownProcessException(String name, Collection<String> known) {
        super("there is no process '" + name + "'; there are " + String.join(", ", known));
    }
}
