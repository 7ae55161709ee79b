package org.pilothouse.agent.display;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An X server of the test's own, and programs on it; all end with it. */
final class TestDisplay {
    private final List<Process> programs = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> command;
    private Process server;
    private final String name;

    private TestDisplay(List<String> command, Process server, String name) {
        this.command = command;
        this.server = server;
        this.name = name;
    }

    /** As in the sandbox, but for the socket. */
    static TestDisplay xvnc() throws IOException {
        return xvnc("1024x768");
    }

    /**
     * @param geometry such as {@code 1280x720}
     */
    static TestDisplay xvnc(String geometry) throws IOException {
        return start(List.of(
                "Xtigervnc",
                "-geometry",
                geometry,
                "-depth",
                "24",
                "-rfbport",
                "-1",
                "-SecurityTypes",
                "None",
                "-nolisten",
                "tcp",
                "-extension",
                "SECURITY",
                "-noreset"));
    }

    private static TestDisplay start(List<String> command) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("-displayfd", "1"));
        Process server = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // The server tells its number once it is ready.
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
        String number = reader.readLine();
        if (number == null) {
            throw new IOException("the X server did not start");
        }
        return new TestDisplay(command, server, ":" + number.strip());
    }

    String name() {
        return name;
    }

    /** Kills the server, as a crash would. */
    void crash() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    /** Starts one with the same number again. */
    void startAgain() throws IOException {
        List<String> again = new ArrayList<>(command);
        again.add(1, name);
        server = new ProcessBuilder(again)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** For the environment of programs that are started from now on. */
    void variable(String name, String value) {
        variables.put(name, value);
    }

    Process run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", name);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("DBUS_SESSION_BUS_ADDRESS");
        builder.environment().putAll(variables);
        Process program = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        programs.add(program);
        return program;
    }

    /** As {@link #run}, with the output to be read. */
    Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", name);
        Process program = builder.start();
        programs.add(program);
        return program;
    }

    String output(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", name);
        Process program = builder.redirectErrorStream(true).start();
        String text = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        program.waitFor(10, TimeUnit.SECONDS);
        return text;
    }

    void close() throws InterruptedException {
        // Politely first: some have started others, which they end.
        programs.forEach(Process::destroy);
        for (Process program : programs) {
            if (!program.waitFor(2, TimeUnit.SECONDS)) {
                program.destroyForcibly().waitFor();
            }
        }
        server.destroyForcibly().waitFor();
    }
}
