package org.pilothouse.gateway.operator;

import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.identity.RateLimits;
import org.pilothouse.gateway.identity.Tokens;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.run.Runs;

/** All that HTTP and WebSocket offer to operators. */
public record OperatorServices(
        ControlPlane control,
        Tokens tokens,
        RateLimits limits,
        Runs runs,
        Approvals approvals,
        Artifacts artifacts,
        Policies policies,
        ActivityLog activity) {}
