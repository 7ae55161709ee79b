package org.pilothouse.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** {@link ConsoleSettings} in {@code console.json}. Thread safe. */
public final class SettingsStore {
    private static final Logger log = LoggerFactory.getLogger(SettingsStore.class);

    private final PrivateFile file;
    private ConsoleSettings settings;
    private @Nullable String warning;

    public SettingsStore(Path folder) {
        this.file = new PrivateFile(folder.resolve("console.json"));
        this.settings = load();
    }

    public synchronized ConsoleSettings get() {
        return settings;
    }

    /** What a person should know about the stored settings, once. */
    public synchronized Optional<String> takeWarning() {
        Optional<String> taken = Optional.ofNullable(warning);
        warning = null;
        return taken;
    }

    public Path path() {
        return file.path();
    }

    /** Changes them, in memory at least; a disk that refuses is logged and becomes the next warning. */
    public synchronized void update(UnaryOperator<ConsoleSettings> change) {
        ConsoleSettings changed = change.apply(settings);
        if (changed.equals(settings)) {
            return;
        }
        settings = changed;
        try {
            file.write(Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(changed) + "\n");
        } catch (IOException e) {
            log.warn("settings could not be written to {}", file.path(), e);
            warning = "Settings could not be saved to " + file.path() + ": " + e.getMessage();
        }
    }

    private ConsoleSettings load() {
        try {
            Optional<String> text = file.read();
            return text.isEmpty() ? ConsoleSettings.DEFAULT : Json.LENIENT.readValue(text.get(), ConsoleSettings.class);
        } catch (JacksonException e) {
            log.warn("settings in {} are not readable", file.path(), e);
            warning = "The settings file was not readable; the console starts with its defaults. " + setAside();
        } catch (IOException e) {
            log.warn("settings in {} could not be read", file.path(), e);
            warning = "Settings could not be read from " + file.path() + ": " + e.getMessage();
        }
        return ConsoleSettings.DEFAULT;
    }

    private String setAside() {
        try {
            return "The old one is kept as " + file.setAside().getFileName() + ".";
        } catch (IOException e) {
            log.warn("the unreadable settings could not be put aside", e);
            return "";
        }
    }
}
