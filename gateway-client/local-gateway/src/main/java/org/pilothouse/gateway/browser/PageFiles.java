package org.pilothouse.gateway.browser;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.pilothouse.gateway.control.ControlPlane.Desktop;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.ExecStream;

/**
 * noVNC's files as the desktop's own image has them. They lie in the image's read-only layers, come out through the
 * engine's exec call like every other byte, and are kept for one session only, so that no sandbox can leave anything for
 * another one's viewer.
 */
public final class PageFiles {
    /** Everything that the page loads; nothing else of the sandbox can be had this way. */
    private static final Pattern ALLOWED =
            Pattern.compile("vnc\\.html|(?:app|core|vendor)(?:/[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}){1,6}");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "ttf", "font/ttf",
            "woff", "font/woff");
    private static final String FOLDER = "/opt/pilothouse/novnc/";
    private static final String USER = "1000:1000";
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_FILES = 200;
    private static final long PATIENCE_SECONDS = 15;

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    PageFiles() {}

    /** One file. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
    public record PageFile(String contentType, byte[] bytes) {}

    /** Empty where it is no file of the page. */
    public Optional<PageFile> read(Desktop desktop, String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !ALLOWED.matcher(path).matches() || path.contains("..")) {
            return Optional.empty();
        }
        byte[] bytes = kept.get(path);
        if (bytes == null) {
            bytes = fetch(desktop, path);
            if (kept.size() < MOST_FILES) {
                kept.put(path, bytes);
            }
        }
        return bytes.length == 0 ? Optional.empty() : Optional.of(new PageFile(type, bytes));
    }

    private static byte[] fetch(Desktop desktop, String path) {
        try (ExecStream cat = desktop.engine().exec(desktop.containerId(), USER, List.of("cat", "--", FOLDER + path))) {
            FutureTask<byte[]> reading = new FutureTask<>(() -> cat.stdout().readNBytes(MOST_BYTES + 1));
            Thread.ofVirtual().name("page-file").start(reading);
            byte[] bytes = reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (bytes.length > MOST_BYTES) {
                throw unavailable("one of its files is too large");
            }
            return bytes;
        } catch (EngineException e) {
            throw unavailable(e.sentence());
        } catch (ExecutionException e) {
            throw unavailable(
                    e.getCause() instanceof IOException ? "the connection broke" : "its files cannot be read");
        } catch (TimeoutException _) {
            throw unavailable("it does not answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unavailable("the gateway is stopping");
        }
    }

    private static GatewayException unavailable(String why) {
        return new GatewayException(Code.UNAVAILABLE, "the desktop's page cannot be had: " + why, null);
    }
}
