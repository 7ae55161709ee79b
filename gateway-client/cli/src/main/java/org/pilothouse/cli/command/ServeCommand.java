package org.pilothouse.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.cli.Main;
import org.pilothouse.gateway.Serve;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** {@code pilothouse serve}: a gateway without a screen. Its flags are its own. */
@Command(name = "serve", description = "Run a gateway here until it is told to end (--state-dir DIR [--port N] ...).")
public final class ServeCommand implements Runnable {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Main main;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        List<String> all = new ArrayList<>(arguments);
        main.tokenFile().ifPresent(file -> all.addAll(List.of("--token-file", file.toString())));
        try {
            Serve.main(all.toArray(String[]::new));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
