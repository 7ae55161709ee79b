package org.pilothouse.gateway.control;

import java.util.Optional;

/** What is known of the nodes of environments. */
@FunctionalInterface
interface NodeStates {
    Optional<NodeState> ofEnvironment(String environmentId);
}
