package org.pilothouse.agent.deck;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.browser.Browser;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.desktop.Windows;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.http.Refusal;

/** {@code /computeruse/display*} and {@code browser*}. */
final class DeckDisplay {
    private static final String PATH = "/computeruse/";

    private final Desktop desktop;
    private final Browser browser;

    DeckDisplay(Desktop desktop, Browser browser) {
        this.desktop = desktop;
        this.browser = browser;
    }

    record Display(int id, int x, int y, int width, int height, boolean isActive) {}

    record Displays(@Field(required = true) List<Display> displays) {}

    record Window(long id, String title, int x, int y, int width, int height, boolean isActive) {
        static Window of(Windows.Seen seen) {
            XWindow window = seen.window();
            Size size = window.size();
            return new Window(
                    window.id(), window.title(), window.x(), window.y(), size.width(), size.height(), seen.active());
        }
    }

    record AllWindows(@Field(required = true) List<Window> windows) {}

    record Open(
            @Field(value = "http, https, file, data or about; an empty page where absent", example = "\"about:blank\"")
            @Nullable
            String url,

            @Field(value = "In a window that keeps nothing", otherwise = "false") @Nullable
            Boolean incognito,

            @Field(value = "With its debugging protocol, on loopback: /proxy/9222/", otherwise = "false") @Nullable
            Boolean remoteDebug) {}

    record Done(@Field(required = true) String message) {}

    void addTo(Api api) {
        api.add(Operation.get(PATH + "display/info", "The displays")
                .tag("computeruse")
                .gives(Displays.class)
                .refuses(503, "desktop_unavailable")
                .by(_ -> displays()));
        api.add(Operation.get(PATH + "display/windows", "The windows, the topmost one last")
                .tag("computeruse")
                .gives(AllWindows.class)
                .refuses(503, "desktop_unavailable")
                .by(_ -> windows()));
        api.add(Operation.post(
                        PATH + "browser/open", "Shows an address in the browser, which is started where none runs")
                .optionalBody(Open.class)
                .tag("computeruse")
                .gives(Done.class)
                .refuses(503, "browser_missing")
                .by((_, asked) -> open(asked)));
        api.add(Operation.post(PATH + "browser/close", "Ends the browser")
                .tag("computeruse")
                .gives(Done.class)
                .by(_ -> {
                    browser.close();
                    return new Done("The browser is closed.");
                }));
    }

    private Displays displays() throws InterruptedException {
        Size size = Acting.look(Map.of(), () -> desktop.server().call(XConnection::size));
        return new Displays(List.of(new Display(0, 0, 0, size.width(), size.height(), true)));
    }

    private AllWindows windows() throws InterruptedException {
        return new AllWindows(Acting.look(Map.of(), () -> desktop.windows().list()).stream()
                .map(Window::of)
                .toList());
    }

    private Done open(Open asked) throws ExecException, InterruptedException {
        try {
            boolean started = browser.open(
                    asked.url(), Boolean.TRUE.equals(asked.incognito()), Boolean.TRUE.equals(asked.remoteDebug()));
            return new Done(started ? "The browser was started." : "The browser that runs shows it.");
        } catch (Browser.MissingException e) {
            throw new Refusal(503, "browser_missing", DeckRefusals.sentence(e));
        }
    }
}
