package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of the answers about runs. */
public final class Runs {
    private Runs() {}

    /**
     * {@code GET /runs}, newest first, without steps.
     *
     * @param nextCursor absent on the last page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Run> runs, @Nullable String nextCursor) {}

    /** {@code GET /runs/{id}}, with steps. */
    public record One(Run run) {}
}
