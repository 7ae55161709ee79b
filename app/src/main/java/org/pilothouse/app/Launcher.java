package org.pilothouse.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.takeover.FrameRate;

/** Starts the console. Ends with 2 where the command line makes no sense, and says why in one sentence. */
public final class Launcher {
    private static final int BAD_USAGE = 2;

    private Launcher() {}

    @SuppressWarnings("SystemOut") // the command line's own answers, before there is a log
    public static void main(String[] arguments) {
        try {
            LaunchOptions options = LaunchOptions.parse(List.of(arguments));
            if (options.help()) {
                System.out.print(LaunchOptions.USAGE);
                return;
            }
            ConsoleFolders folders = folders(options);
            Files.createDirectories(folders.state());
            // Read by logback.xml, so it has to be there before the first logger.
            System.setProperty(
                    "pilothouse.logs", folders.state().resolve("logs").toString());
        } catch (LaunchOptions.BadOptionsException e) {
            System.err.println("pilothouse: " + e.getMessage());
            System.exit(BAD_USAGE);
        } catch (IOException e) {
            System.err.println("pilothouse: the folder for data and logs could not be made: " + e.getMessage());
            System.exit(BAD_USAGE);
        }
        FrameRate.prepare();
        Application.launch(ConsoleApplication.class, arguments);
    }

    static ConsoleFolders folders(LaunchOptions options) {
        return ConsoleFolders.of(System.getenv(), Path.of(System.getProperty("user.home")), options.state());
    }
}
