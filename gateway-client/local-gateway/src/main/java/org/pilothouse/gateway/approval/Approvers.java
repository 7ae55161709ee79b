package org.pilothouse.gateway.approval;

import org.pilothouse.gateway.activity.Actor;

/** Who could decide besides somebody. */
@FunctionalInterface
public interface Approvers {
    /** Whether nobody else could decide; then somebody may approve what they asked for themselves. */
    boolean isAlone(Actor actor);
}
