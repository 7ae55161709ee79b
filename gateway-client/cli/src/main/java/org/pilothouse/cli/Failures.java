package org.pilothouse.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.Json;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence why a command did not work, and chooses its exit status. */
final class Failures {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Failure(
            String error,
            String message,
            @Nullable String field,
            @Nullable String nextStep) {}

    private Failures() {}

    static int parameter(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("pilothouse: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, line.getErr());
        line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.USAGE;
    }

    static int execution(Exception e, CommandLine line, boolean json) throws Exception {
        return switch (e) {
            case GatewayException refused -> {
                String field = refused instanceof GatewayException.Refused answer
                        ? answer.field().orElse(null)
                        : null;
                tell(line, json, new Failure(refused.code(), message(refused), field, nextStep(refused)));
                yield status(refused);
            }
            case UsageException usage -> {
                tell(line, json, new Failure("usage", message(usage), null, null));
                yield ExitStatus.USAGE;
            }
            case OutcomeException outcome -> {
                tell(line, json, new Failure(outcome.code(), message(outcome), null, null));
                yield outcome.status();
            }
            default -> throw e;
        };
    }

    private static void tell(CommandLine line, boolean json, Failure failure) {
        if (json) {
            line.getErr().println(Json.LENIENT.writeValueAsString(failure));
        } else {
            line.getErr().println("pilothouse: " + Table.printable(failure.message()));
            if (failure.nextStep() != null) {
                line.getErr().println("            " + failure.nextStep());
            }
        }
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** The client's advice is for the console's Settings. */
    private static String nextStep(GatewayException e) {
        return e.code().equals("unauthorized")
                ? "Check the token file; the token may have been revoked."
                : e.nextStep();
    }

    private static int status(GatewayException e) {
        return switch (e) {
            case GatewayException.Refused _ -> ExitStatus.REFUSED;
            case GatewayException.Unreachable _ -> ExitStatus.UNREACHABLE;
            case GatewayException.BadAnswer _ -> ExitStatus.BAD_ANSWER;
        };
    }
}
