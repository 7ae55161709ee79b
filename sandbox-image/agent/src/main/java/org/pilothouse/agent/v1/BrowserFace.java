package org.pilothouse.agent.v1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.api.Tickets;
import org.pilothouse.agent.browser.Browser;
import org.pilothouse.agent.browser.DevTools;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.ports.PortProxy;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;

/** {@code /v1/browser/*}: the browser on the desktop, its tabs, and its debugging protocol by ticket alone. */
public final class BrowserFace implements Api.Face {
    static final int MAX_URL = 100_000;
    static final int MAX_MILLIS = 300_000;
    private static final int DEFAULT_MILLIS = 30_000;
    private static final Duration START_WITHIN = Duration.ofSeconds(30);
    private static final String PREFIX = "/v1/browser/";
    private static final String MISSING = "browser_missing";
    private static final String INACTIVE = "browser_inactive";
    private static final String FAILED = "browser_failed";

    private final Browser browser;
    private final DevTools tools;
    private final Path sandboxNote;
    private final PortProxy proxy = new PortProxy(_ -> false);
    private final Tickets tickets = new Tickets();

    /**
     * @param sandboxNote file in which the browser's start says how it confines its pages
     */
    public BrowserFace(Browser browser, DevTools tools, Path sandboxNote) {
        this.browser = browser;
        this.tools = tools;
        this.sandboxNote = sandboxNote;
    }

    record Start(
            @Field(
                    value = "http, https, file, data or about; an empty page where absent",
                    most = MAX_URL,
                    example = "\"about:blank\"")
            @Nullable
            String url,

            @Field(value = "In a window that keeps nothing", otherwise = "false") @Nullable
            Boolean incognito) {}

    record Status(
            @Field(required = true, value = "active or inactive")
            String state,

            @Field("In /v1/processes") @Nullable String processId,
            @Nullable Long pid,

            @Field("How it confines its pages: user-namespaces, or none and why; absent before its first start in this"
                    + " sandbox")
            @Nullable
            String sandbox,

            @Field(required = true) List<Tab> tabs) {}

    record Tab(
            @Field(required = true) String id,
            @Field(required = true) String url,
            @Field(required = true) String title) {
        static Tab of(DevTools.Tab tab) {
            return new Tab(tab.id(), tab.url(), tab.title());
        }
    }

    record Tabs(
            @Field(required = true, value = "The one that was used last first")
            List<Tab> tabs) {}

    record NewTab(
            @Field(value = "An empty page where absent", most = MAX_URL, example = "\"about:blank\"") @Nullable
            String url) {}

    record Navigate(
            @Field(
                    value = "http, https, file, data or about",
                    required = true,
                    least = 1,
                    most = MAX_URL,
                    example = "\"about:blank\"")
            String url,

            @Field("The one that was used last where absent") @Nullable
            String tabId,

            @Field(value = "Until when to wait", otherwise = "\"load\"")
            DevTools.@Nullable Until waitUntil,

            @Field(min = 0, max = MAX_MILLIS, otherwise = "30000") @Nullable
            Integer timeoutMs) {}

    record Which(
            @Field("The one that was used last where absent") @Nullable
            String tabId) {}

    record Ticket(
            @Field(required = true, value = "Good for one use")
            String ticket,

            @Field(required = true) long expiresInMs,

            @Field(required = true, value = "Of the WebSocket that speaks the Chrome DevTools Protocol")
            String path) {}

    @Override
    public void addTo(Api api) {
        api.explain(BrowserFace::refusal);
        api.add(tagged(Operation.get(PREFIX + "status", "Whether the browser runs, and what it shows"))
                .gives(Status.class)
                .by(_ -> status()));
        api.add(tagged(Operation.post(PREFIX + "start", "Starts the browser; one that runs stays and opens a tab")
                        .optionalBody(Start.class))
                .gives(Status.class)
                .refuses(503, MISSING)
                .by((_, start) -> start(start)));
        api.add(tagged(Operation.post(PREFIX + "stop", "Ends the browser"))
                .gives(Status.class)
                .by(_ -> {
                    browser.close();
                    return status();
                }));
        pages(api);
        tabs(api);
        protocol(api);
    }

    private void pages(Api api) {
        api.add(live(Operation.post(
                                PREFIX + "navigate",
                                "Shows an address in a tab that is there; starts the browser where none runs")
                        .body(Navigate.class))
                .gives(Tab.class)
                .refuses(503, MISSING)
                .by((_, asked) -> navigate(asked)));
        api.add(live(Operation.post(PREFIX + "back", "Shows the page before").optionalBody(Which.class))
                .gives(Tab.class)
                .by((_, which) -> travel(which.tabId(), -1)));
        api.add(live(Operation.post(PREFIX + "forward", "Shows the page after").optionalBody(Which.class))
                .gives(Tab.class)
                .by((_, which) -> travel(which.tabId(), 1)));
        api.add(live(Operation.post(PREFIX + "reload", "Loads the page again").optionalBody(Which.class))
                .gives(Tab.class)
                .by((_, which) -> {
                    String id = id(which.tabId());
                    tools.reload(id);
                    return Tab.of(tools.tab(id));
                }));
    }

    private void tabs(Api api) {
        api.add(live(Operation.get(PREFIX + "tabs", "The browser's tabs"))
                .gives(Tabs.class)
                .by(_ -> {
                    requireRunning();
                    return new Tabs(tools.tabs().stream().map(Tab::of).toList());
                }));
        api.add(live(Operation.post(PREFIX + "tabs", "Opens a tab").optionalBody(NewTab.class))
                .gives(201, Tab.class)
                .by((_, asked) -> {
                    requireRunning();
                    return Tab.of(tools.open(asked.url() == null ? "about:blank" : checked(asked.url())));
                }));
        api.add(live(Operation.post(PREFIX + "tabs/{tabId}/activate", "Shows a tab"))
                .gives(Tab.class)
                .by(call -> {
                    requireRunning();
                    tools.activate(call.variable("tabId"));
                    return Tab.of(tools.tab(call.variable("tabId")));
                }));
        api.add(live(Operation.delete(PREFIX + "tabs/{tabId}", "Closes a tab; with the last one the browser ends"))
                .givesBytes()
                .by(call -> {
                    requireRunning();
                    tools.close(call.variable("tabId"));
                    return new Answer.Nothing();
                }));
    }

    private void protocol(Api api) {
        api.add(live(Operation.post(PREFIX + "cdp/ticket", "A ticket for the debugging protocol's WebSocket"))
                .gives(Ticket.class)
                .refuses(429, "too_many_tickets")
                .by(_ -> {
                    requireRunning();
                    String ticket = tickets.issue();
                    return new Ticket(ticket, Tickets.GOOD_FOR.toMillis(), PREFIX + "cdp?ticket=" + ticket);
                }));
        api.add(tagged(Operation.get(PREFIX + "cdp", "WebSocket: the Chrome DevTools Protocol; needs a ticket"))
                .refuses(401, "token_invalid")
                .refuses(409, INACTIVE)
                .audited(true)
                .open()
                .by(this::connect));
    }

    private static <T> Operation<T> tagged(Operation<T> operation) {
        return operation.tag("browser");
    }

    private static <T> Operation<T> live(Operation<T> operation) {
        return tagged(operation)
                .refuses(404, "not_found")
                .refuses(409, INACTIVE)
                .refuses(502, FAILED);
    }

    private static Optional<Refusal> refusal(Exception exception) {
        return switch (exception) {
            case Browser.MissingException e -> Optional.of(new Refusal(503, MISSING, DesktopRefusals.sentence(e)));
            case DevTools.NoTabException e -> Optional.of(new Refusal(404, "not_found", DesktopRefusals.sentence(e)));
            case DevTools.NavigationException e -> Optional.of(new Refusal(502, FAILED, DesktopRefusals.sentence(e)));
            case DevTools.UnavailableException e -> Optional.of(new Refusal(502, FAILED, DesktopRefusals.sentence(e)));
            default -> Optional.empty();
        };
    }

    private Status status() throws IOException {
        Optional<ProcessInfo> running = browser.running();
        List<Tab> tabs = List.of();
        if (running.isPresent() && browser.debugged()) {
            try {
                tabs = tools.tabs().stream().map(Tab::of).toList();
            } catch (DevTools.UnavailableException _) {
                tabs = List.of(); // it has just begun, or just ended
            }
        }
        return new Status(
                running.isPresent() ? "active" : "inactive",
                running.map(ProcessInfo::id).orElse(null),
                running.map(ProcessInfo::pid).orElse(null),
                sandbox(),
                tabs);
    }

    private @Nullable String sandbox() throws IOException {
        try {
            return Files.readString(sandboxNote).strip();
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private Status start(Start start) throws Exception {
        open(start.url(), Boolean.TRUE.equals(start.incognito()));
        return status();
    }

    private void open(@Nullable String url, boolean incognito) throws Exception {
        try {
            browser.open(url, incognito, true);
        } catch (ExecException e) {
            throw e.problem() == ExecException.Problem.INVALID
                    ? Refusal.invalid("url", DesktopRefusals.sentence(e))
                    : e;
        }
        tools.await(START_WITHIN);
    }

    private Tab navigate(Navigate asked) throws Exception {
        String url = checked(asked.url());
        if (browser.running().isEmpty()) {
            if (asked.tabId() != null) {
                throw inactive();
            }
            open(null, false);
        }
        return Tab.of(tools.navigate(
                id(asked.tabId()),
                url,
                asked.waitUntil() == null ? DevTools.Until.LOAD : asked.waitUntil(),
                Duration.ofMillis(asked.timeoutMs() == null ? DEFAULT_MILLIS : asked.timeoutMs())));
    }

    private static String checked(String url) {
        if (!Browser.isAddress(url)) {
            throw Refusal.invalid("url", "url must be an http, https, file, data or about address");
        }
        return url;
    }

    private Tab travel(@Nullable String tabId, int pages) throws Exception {
        String id = id(tabId);
        if (!tools.travel(id, pages)) {
            throw Refusal.conflict("There is no page " + (pages < 0 ? "before" : "after") + " this one.");
        }
        return Tab.of(tools.tab(id));
    }

    private String id(@Nullable String asked) throws DevTools.UnavailableException {
        requireRunning();
        if (asked != null) {
            return asked;
        }
        return tools.tabs().stream()
                .findFirst()
                .map(DevTools.Tab::id)
                .orElseThrow(() -> new Refusal(409, INACTIVE, "The browser shows no page."));
    }

    private void requireRunning() {
        if (browser.running().isEmpty()) {
            throw inactive();
        }
        if (!browser.debugged()) {
            throw new Refusal(
                    409, INACTIVE, "The browser runs without its debugging protocol; stop it and start it again here.");
        }
    }

    private static Refusal inactive() {
        return new Refusal(409, INACTIVE, "The browser does not run; start it with POST /v1/browser/start.");
    }

    private Answer connect(Call call) throws DevTools.UnavailableException {
        // first, so that nobody without one learns anything
        tickets.redeem(call.query("ticket").orElse(""));
        if (!"websocket"
                .equalsIgnoreCase(call.header(HttpHeader.UPGRADE.asString()).orElse(""))) {
            throw Refusal.invalid(null, "This is a WebSocket; upgrade the connection.");
        }
        requireRunning();
        return new Answer.Raw(proxy.socket(tools.port(), tools.socketPath()));
    }
}
