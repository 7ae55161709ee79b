package org.pilothouse.protocol.frame;

/** Names of events, and the payload that each carries. */
public final class EventTypes {
    /** {@code {pairing: Pairing}}. A {@code scoped_token} beside it is for the node alone: drop it unread. */
    public static final String PAIRING_UPDATED = "pairing.updated";
    /** Ours: {@code {environment: Environment}}. */
    public static final String ENVIRONMENT_UPDATED = "environment.updated";
    /** Ours: {@code {environment_id}}. */
    public static final String ENVIRONMENT_DELETED = "environment.deleted";
    /** Ours: {@code {host: EnvironmentHost}}. */
    public static final String HOST_UPDATED = "host.updated";
    /** {@code {node_id, capabilities, capability_states}}. */
    public static final String CAPABILITY_READY = "capability.ready";

    private EventTypes() {}
}
