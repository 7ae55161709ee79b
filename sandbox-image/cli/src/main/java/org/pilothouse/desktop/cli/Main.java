package org.pilothouse.desktop.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.pilothouse.desktop.action.ArgumentException;
import org.pilothouse.desktop.client.AgentClient;

/**
 * The command line. Exit status: 0 done, 1 refused by the agent, 2 wrongly called, 69 nobody there; {@code process run}
 * ends with the program's.
 */
public final class Main {
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final int UNAVAILABLE = 69;

    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = run(arguments, System.getenv(), Path.of(""), out, err);
        out.flush();
        System.exit(status);
    }

    /**
     * @param folder against which names of files are resolved
     * @return the exit status
     */
    static int run(String[] arguments, Map<String, String> environment, Path folder, PrintStream out, PrintStream err) {
        try {
            CommandLine line = CommandLine.parse(arguments);
            return switch (line) {
                case CommandLine.Help help -> {
                    out.print(Help.of(help.words()));
                    yield 0;
                }
                case CommandLine.Complete() -> {
                    out.print(Completion.script());
                    yield 0;
                }
                case CommandLine.Call call ->
                    new Caller(AgentClient.of(environment), new Output(call.json(), call.file(), folder, out, err))
                            .call(call);
            };
        } catch (ArgumentException e) {
            err.println("pilothouse-desktop: " + e.getMessage());
            return USAGE;
        } catch (IllegalArgumentException e) { // an address in the environment that can't be meant
            err.println("pilothouse-desktop: " + e.getMessage());
            return USAGE;
        } catch (AgentClient.UnreachableException e) {
            err.println("pilothouse-desktop: " + e.getMessage());
            return UNAVAILABLE;
        } catch (IOException e) {
            err.println("pilothouse-desktop: " + e.getMessage());
            return REFUSED;
        }
    }
}
