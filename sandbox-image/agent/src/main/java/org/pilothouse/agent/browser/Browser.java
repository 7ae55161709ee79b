package org.pilothouse.agent.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.exec.Command;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.ProcessRequest;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.exec.ProcessRequest.Owner;
import org.pilothouse.agent.exec.ProcessRequest.RestartPolicy;
import org.pilothouse.agent.exec.ResourceLimits;
import org.pilothouse.agent.exec.UserProcesses;

/** Safe for use by many threads. */
public final class Browser {
    /** Port of its debugging protocol, on loopback only. */
    public static final int DEBUGGING_PORT = 9222;

    private static final String MARK = "PILOTHOUSE_BROWSER";
    private static final String DEBUGGED = "debugged";
    private static final String PLAIN = "plain";
    private static final List<Path> PROGRAMS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Pattern ADDRESS = Pattern.compile("(https?|file|data|about|chrome|view-source):\\S*");
    private static final int MAX_ADDRESS = 2_000_000;
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final Duration HANDED_OVER_WITHIN = Duration.ofSeconds(20);

    private final UserProcesses processes;
    private final List<Path> programs;

    public Browser(UserProcesses processes) {
        this(processes, PROGRAMS);
    }

    /**
     * @param programs the first that is there is used
     */
    public Browser(UserProcesses processes, List<Path> programs) {
        this.processes = processes;
        this.programs = List.copyOf(programs);
    }

    /** There is none in this image. */
    public static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException() {
            super("this sandbox has no browser; its image is made without one");
        }
    }

    /**
     * Shows an address: in the browser that runs, as a further tab, else in one that is started. Only a debugged one in
     * place of one that is not makes another start necessary.
     *
     * @param address null for an empty page
     * @param incognito in a window that keeps nothing
     * @param debugged whether its debugging protocol is to be there, on {@link #DEBUGGING_PORT} of loopback
     * @return whether it was started
     */
    public synchronized boolean open(@Nullable String address, boolean incognito, boolean debugged)
            throws ExecException, MissingException, InterruptedException {
        List<String> page = page(address);
        String program = program();
        Optional<ProcessInfo> running = running();
        boolean lacks = running.isPresent()
                && debugged
                && !DEBUGGED.equals(
                        running.get().request().command().environment().get(MARK));
        if (lacks) {
            close();
        } else if (running.isPresent()) {
            // The second one hands its words to the first and ends.
            List<String> words = new ArrayList<>(incognito ? List.of("--incognito") : List.of());
            words.addAll(page);
            processes.run(new Command(program, words, null, Map.of()), HANDED_OVER_WITHIN, 1 << 16, true);
            return false;
        }
        start(program, page, incognito, debugged);
        return true;
    }

    private void start(String program, List<String> page, boolean incognito, boolean debugged) throws ExecException {
        List<String> words = new ArrayList<>(List.of(
                "--no-first-run",
                "--no-default-browser-check",
                "--password-store=basic",
                "--disable-features=Translate",
                "--disable-notifications",
                "--start-maximized"));
        if (incognito) {
            words.add("--incognito");
        }
        if (debugged) {
            words.add("--remote-debugging-port=" + DEBUGGING_PORT);
            words.add("--remote-debugging-address=127.0.0.1");
        }
        words.addAll(page);
        Command command = new Command(program, words, null, Map.of(MARK, debugged ? DEBUGGED : PLAIN));
        processes.start(new ProcessRequest(
                command, new Input.None(), false, Owner.DESKTOP, RestartPolicy.NEVER, ResourceLimits.NONE, null));
    }

    /** Ends it; nothing happens where none runs. */
    public synchronized void close() throws ExecException, InterruptedException {
        for (ProcessInfo browser : all()) {
            if (browser.running() && processes.stop(browser.id(), END_WITHIN).running()) {
                processes.kill(browser.id(), END_WITHIN);
            }
            processes.remove(browser.id());
        }
    }

    public Optional<ProcessInfo> running() {
        return all().stream().filter(ProcessInfo::running).findFirst();
    }

    private List<ProcessInfo> all() {
        return processes.list(info -> info.request().command().environment().containsKey(MARK));
    }

    /** Whether the one that runs can be spoken to by its debugging protocol. */
    public boolean debugged() {
        return running()
                .filter(browser -> DEBUGGED.equals(
                        browser.request().command().environment().get(MARK)))
                .isPresent();
    }

    private String program() throws MissingException {
        return programs.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(MissingException::new);
    }

    /** Whether it may be shown; without a scheme it might be taken for an option. */
    public static boolean isAddress(String text) {
        return text.length() <= MAX_ADDRESS && ADDRESS.matcher(text).matches();
    }

    private static List<String> page(@Nullable String address) throws ExecException {
        if (address == null || address.isBlank()) {
            return List.of();
        }
        if (!isAddress(address)) {
            throw ExecException.invalid("url is '" + (address.length() > 80 ? address.substring(0, 80) + "…" : address)
                    + "'; it must be an http, https, file, data or about address");
        }
        return List.of(address);
    }
}
