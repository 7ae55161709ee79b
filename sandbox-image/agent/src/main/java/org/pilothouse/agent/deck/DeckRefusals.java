package org.pilothouse.agent.deck;

import java.util.Optional;
import java.util.function.Function;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.files.FilesException;
import org.pilothouse.http.Refusal;

/** What exceptions of the cores mean over HTTP. */
final class DeckRefusals implements Function<Exception, Optional<Refusal>> {
    @Override
    public Optional<Refusal> apply(Exception exception) {
        return switch (exception) {
            case ExecException e -> Optional.of(of(e));
            case FilesException e -> Optional.of(of(e));
            default -> Optional.empty();
        };
    }

    private static Refusal of(ExecException e) {
        return switch (e.problem()) {
            case INVALID -> refusal(400, "invalid_request", e);
            case NOT_FOUND -> refusal(404, "not_found", e);
            case CONFLICT -> refusal(409, "conflict", e);
            case TOO_LARGE -> refusal(413, "too_large", e);
            case TIMED_OUT -> refusal(408, "timeout", e);
            case FAILED -> refusal(500, "process_failed", e);
        };
    }

    private static Refusal of(FilesException e) {
        return switch (e.problem()) {
            case INVALID -> refusal(400, "invalid_request", e);
            case NOT_FOUND -> refusal(404, "not_found", e);
            case OUTSIDE, DENIED -> refusal(403, "permission_denied", e);
            case CONFLICT -> refusal(409, "conflict", e);
            case TOO_LARGE -> refusal(413, "too_large", e);
            case FULL -> refusal(507, "insufficient_storage", e);
            case FAILED -> refusal(500, "file_failed", e);
        };
    }

    private static Refusal refusal(int status, String code, Exception e) {
        return new Refusal(status, code, sentence(e));
    }

    /** As it is: it may begin with a field's name. */
    static String sentence(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
