package org.pilothouse.app.run;

import org.pilothouse.app.artifact.ArtifactItem;
import org.pilothouse.protocol.run.Attempt;
import org.pilothouse.protocol.run.RunStep;

/** A row in the tree of a run. */
public sealed interface RunEntry {
    RunStep step();

    /** What stays the same while its content changes. */
    String key();

    record OfStep(RunStep step) implements RunEntry {
        @Override
        public String key() {
            return "step " + step.workflowRunStepId();
        }
    }

    record OfAttempt(RunStep step, Attempt attempt) implements RunEntry {
        @Override
        public String key() {
            return "attempt " + attempt.attemptId();
        }
    }

    record OfArtifact(RunStep step, Attempt attempt, ArtifactItem item) implements RunEntry {
        @Override
        public String key() {
            return "artifact " + attempt.attemptId() + " " + item.id();
        }
    }
}
