package org.pilothouse.protocol.artifact;

/**
 * What an artifact belongs to.
 *
 * @param parentKind {@code execution_run}, {@code workflow_run_step}, {@code execution_attempt}, {@code dispatch_record},
 *     {@code approval} (ours) and others
 */
public record ArtifactLink(String parentKind, String parentId) {}
