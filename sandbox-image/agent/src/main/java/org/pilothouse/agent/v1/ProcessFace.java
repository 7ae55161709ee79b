package org.pilothouse.agent.v1;

import java.util.Map;
import java.util.Optional;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.http.Refusal;

/** {@code /v1/processes*}. */
public final class ProcessFace implements Api.Face {
    private final UserProcesses processes;

    public ProcessFace(UserProcesses processes) {
        this.processes = processes;
    }

    @Override
    public void addTo(Api api) {
        api.explain(ProcessFace::refusal);
        new ProcessRoutes(processes).addTo(api);
        new ProcessLogRoutes(processes).addTo(api);
        new TerminalRoutes(processes).addTo(api);
    }

    static Optional<Refusal> refusal(Exception exception) {
        if (!(exception instanceof ExecException e)) {
            return Optional.empty();
        }
        String sentence = DesktopRefusals.sentence(e);
        return Optional.of(
                switch (e.problem()) {
                    // its sentences begin with the field
                    case INVALID -> new Refusal(400, "invalid_request", sentence, firstWord(sentence), Map.of());
                    case NOT_FOUND -> Refusal.notFound(sentence);
                    case CONFLICT -> Refusal.conflict(sentence);
                    case TOO_LARGE -> new Refusal(413, "too_large", sentence);
                    case TIMED_OUT -> new Refusal(504, "timeout", sentence);
                    case FAILED -> new Refusal(502, "process_failed", sentence);
                });
    }

    private static String firstWord(String sentence) {
        String word = sentence.split(" ", 2)[0];
        return word.equals("there") || word.startsWith("'") ? "command" : word;
    }
}
