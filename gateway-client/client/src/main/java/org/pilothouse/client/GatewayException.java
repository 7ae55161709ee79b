package org.pilothouse.client;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.ErrorBody;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import tools.jackson.core.JacksonException;

/** A call to a gateway did not succeed; the message is one sentence for a person. */
public abstract sealed class GatewayException extends Exception {
    private static final long serialVersionUID = 1L;

    private GatewayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A stable word for programs: the gateway's own code, or {@code unreachable} or {@code bad_answer}. */
    public abstract String code();

    /** What a person can do next. */
    public abstract String nextStep();

    /** No answer came: nothing listens there, the network is gone, or it took too long. */
    public static final class Unreachable extends GatewayException {
        private static final long serialVersionUID = 1L;

        Unreachable(String what, IOException cause) {
            super("The gateway did not answer (" + what + "): " + reason(cause), cause);
        }

        private static String reason(IOException e) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }

        @Override
        public String code() {
            return "unreachable";
        }

        @Override
        public String nextStep() {
            return "Check that the gateway runs and that its address is right; the call can be repeated.";
        }
    }

    /** The gateway said no. */
    public static final class Refused extends GatewayException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;
        private final @Nullable String field;
        private final transient @Nullable Approval approval;

        Refused(int status, ErrorBody body) {
            super(body.message(), null);
            this.status = status;
            this.code = body.error();
            this.field = body.field();
            this.approval = approval(body);
        }

        /** The HTTP status, 400 to 599. */
        public int status() {
            return status;
        }

        /** The request's field that is at fault, where the gateway names one. */
        public Optional<String> field() {
            return Optional.ofNullable(field);
        }

        /** How the approval stands, where somebody else decided it first ({@code already_decided}). */
        public Optional<Approval> approval() {
            return Optional.ofNullable(approval);
        }

        private static @Nullable Approval approval(ErrorBody body) {
            try {
                return body.approval() == null ? null : Json.LENIENT.treeToValue(body.approval(), Approval.class);
            } catch (JacksonException _) {
                return null; // the sentence says it too
            }
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String nextStep() {
            return switch (status) {
                case 401 -> "Enter a valid token for this gateway in Settings.";
                case 403 -> "Use a token that has the scope for this.";
                case 404 -> "It may have been deleted meanwhile; reload the list.";
                case 409 -> "Look at the current state and try again when it allows this.";
                case 413, 507 -> "Remove what is not needed any more, or raise the limit.";
                case 429 -> "The gateway asks for patience; try again in a minute.";
                default ->
                    status >= 500
                            ? "The gateway failed; its log has the details under the request id."
                            : "Correct the input and try again.";
            };
        }
    }

    /** An answer came that is none of the contract. */
    public static final class BadAnswer extends GatewayException {
        private static final long serialVersionUID = 1L;

        BadAnswer(String what, String why, @Nullable Throwable cause) {
            super("The gateway gave an answer that makes no sense (" + what + "): " + why, cause);
        }

        @Override
        public String code() {
            return "bad_answer";
        }

        @Override
        public String nextStep() {
            return "Check that the address is that of a gateway, and that its version fits this console.";
        }
    }
}
