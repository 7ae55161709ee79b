package org.pilothouse.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.pilothouse.cli.UsageException;
import org.pilothouse.client.GatewayException;

/** A file that a command makes; never one that was there before, and none that is only half there. */
final class NewFile {
    /** Writes what belongs in it. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws GatewayException, IOException;
    }

    private NewFile() {}

    /** @return how many bytes it has */
    static long write(Path file, Content content) throws GatewayException {
        boolean whole = false;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            try {
                content.to(out);
                whole = true;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("There is a file " + file + " already.", e);
        } catch (IOException e) {
            throw new UsageException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UsageException("The file " + file + " cannot be read again: " + e.getMessage(), e);
        }
    }
}
