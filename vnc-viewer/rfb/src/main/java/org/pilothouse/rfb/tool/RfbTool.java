package org.pilothouse.rfb.tool;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** {@code RfbTool replay|record|export|shot|watch ARGUMENTS}: exit 0, or one line that says what was wrong and 1 (2 for wrong use). */
public final class RfbTool {
    /** A command was called in a way that it does not understand. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private RfbTool() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(arguments);
        } catch (UsageException | IllegalArgumentException e) {
            fail(e, 2);
        } catch (IOException e) {
            fail(e, 1);
        }
    }

    private static void run(String[] arguments) throws UsageException, IOException, InterruptedException {
        if (arguments.length == 0) {
            throw new UsageException("name a command: replay, record, export, shot or watch.");
        }
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        switch (arguments[0]) {
            case "replay" -> ReplayCommand.run(rest);
            case "record" -> RecordCommand.run(rest);
            case "export" -> ExportCommand.run(rest);
            case "shot" -> ShotCommand.run(rest);
            case "watch" -> WatchCommand.run(rest);
            default ->
                throw new UsageException(
                        "there is no command " + arguments[0] + "; there are replay, record, export, shot and watch.");
        }
    }

    private static void fail(Exception e, int status) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        System.err.println("rfb: " + message);
        System.exit(status);
    }

    /** An argument that must be there. */
    static String required(List<String> arguments, int index, String what) throws UsageException {
        if (arguments.size() <= index || arguments.get(index).isEmpty()) {
            throw new UsageException("give " + what + ".");
        }
        return arguments.get(index);
    }

    /** A positive number that may be there. */
    static int number(List<String> arguments, int index, String what, int otherwise) throws UsageException {
        if (arguments.size() <= index || arguments.get(index).isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(arguments.get(index));
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, as for numbers that make no sense
        }
        throw new UsageException(what + " must be a positive number, not " + arguments.get(index) + ".");
    }
}
