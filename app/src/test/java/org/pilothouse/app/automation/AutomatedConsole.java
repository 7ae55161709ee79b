package org.pilothouse.app.automation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.pilothouse.app.Launcher;

/**
 * The real console with an {@link AutomationServer} beside it. {@code -Dautomation.file=F} names the file (mode 0600)
 * that its address and token are written to. Never part of a shipped build.
 */
public final class AutomatedConsole {
    private AutomatedConsole() {}

    public static void main(String[] arguments) throws IOException {
        String token = UUID.randomUUID().toString();
        AutomationServer server = new AutomationServer(Integer.getInteger("automation.port", 0), token);
        Path file = Path.of(System.getProperty("automation.file", "automation.txt"));
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "http://127.0.0.1:" + server.port() + "\n" + token + "\n");
        Launcher.main(arguments);
        server.close();
    }
}
