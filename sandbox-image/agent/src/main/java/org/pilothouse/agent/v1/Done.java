package org.pilothouse.agent.v1;

import org.pilothouse.agent.api.Field;

/** The answer to what has nothing else to tell. */
record Done(@Field(required = true) boolean ok) {
    static final Done OK = new Done(true);
}
