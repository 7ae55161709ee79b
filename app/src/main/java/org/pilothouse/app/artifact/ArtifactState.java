package org.pilothouse.app.artifact;

import org.pilothouse.app.problem.Problem;

/** How far an artifact has come on its way to the screen. */
public sealed interface ArtifactState {
    /** Sensitive, and nobody has asked to see it; nothing of it was fetched. */
    record Veiled() implements ArtifactState {}

    record Loading() implements ArtifactState {}

    record Shown(Content content) implements ArtifactState {}

    record Failed(Problem problem) implements ArtifactState {}
}
