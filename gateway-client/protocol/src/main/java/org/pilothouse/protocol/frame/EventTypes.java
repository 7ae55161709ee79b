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

    /** Ours: {@code {run: Run}}, without steps. */
    public static final String RUN_UPDATED = "run.updated";
    /** Ours: {@code {workflow_run_id, step: RunStep}}, with attempts. */
    public static final String RUN_STEP_UPDATED = "run.step.updated";
    /** {@code {approval: Approval}}. */
    public static final String APPROVAL_UPDATED = "approval.updated";
    /** {@code {artifact: ArtifactRef}}. */
    public static final String ARTIFACT_CREATED = "artifact.created";
    /** {@code {artifact: ArtifactRef, workflow_run_id, workflow_run_step_id, attempt_id}}. */
    public static final String ARTIFACT_ATTACHED = "artifact.attached";
    /** Ours: {@code {policy: Policy}}. */
    public static final String POLICY_UPDATED = "policy.updated";

    private EventTypes() {}
}
