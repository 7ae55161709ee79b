package org.pilothouse.gateway.ws;

import org.pilothouse.gateway.control.Nodes;
import org.pilothouse.gateway.identity.Access;

/** Who opened a connection, as far as the transport shows. */
sealed interface Caller {
    /** With a valid token; may be an operator or somebody's own node. */
    record WithToken(Access access) implements Caller {}

    /** Through the relay of an environment; may be that environment's node and nothing else. */
    record ThroughRelay(Nodes.RelayOrigin origin) implements Caller {}

    record Nobody() implements Caller {}
}
