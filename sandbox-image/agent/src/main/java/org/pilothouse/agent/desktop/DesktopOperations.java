package org.pilothouse.agent.desktop;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import org.pilothouse.protocol.node.DesktopCapability;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Carries out desktop operations: the one door between the wire and the desktop. Safe for use by many threads. */
public final class DesktopOperations {
    /** What really works; nothing else is advertised. */
    public static final Set<DesktopCapability> SUPPORTED = EnumSet.allOf(DesktopCapability.class);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectReader READER = Json.LENIENT.readerFor(DesktopOp.class);

    private final PictureOperations pictures;
    private final InputOperations input;
    private final QueryOperations queries;
    private final ActOperation acting;

    public DesktopOperations(Desktop desktop, Clock clock) {
        XServer server = desktop.server();
        Accessibility accessibility = desktop.accessibility();
        this.pictures = new PictureOperations(server, desktop.screen(), accessibility, clock);
        this.input = new InputOperations(server, desktop.pointer(), desktop.keyboard(), clock);
        Finder finder = new Finder(accessibility, server);
        this.queries = new QueryOperations(finder);
        this.acting = new ActOperation(finder, accessibility, desktop.pointer(), server);
    }

    /**
     * Does what {@code args} ask.
     *
     * @param args {@code {"op": …, …}}
     * @throws OperationException where it is not possible; its message is meant for the caller
     */
    public TaskResult execute(JsonNode args) throws OperationException, InterruptedException {
        try {
            return switch (parse(args)) {
                case DesktopOp.Screenshot op -> pictures.screenshot(op);
                case DesktopOp.Snapshot op -> pictures.snapshot(op);
                case DesktopOp.Mouse op -> input.mouse(op);
                case DesktopOp.Keyboard op -> input.keyboard(op);
                case DesktopOp.ClipboardWrite op -> input.clipboardWrite(op);
                case DesktopOp.Query op -> queries.query(op);
                case DesktopOp.Act op -> acting.act(op);
                case DesktopOp.WaitFor op -> queries.waitFor(op);
            };
        } catch (InputException | XException | AccessibilityException e) {
            throw new OperationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** How long {@code args} may take; for what cannot be read, as long as it takes to say so. */
    public Duration limit(JsonNode args) {
        try {
            return parse(args) instanceof DesktopOp.WaitFor op ? LIMIT.plus(QueryOperations.limit(op)) : LIMIT;
        } catch (OperationException e) {
            return LIMIT;
        }
    }

    /** Whether {@code args} only wait for something, without doing anything. */
    public boolean onlyWaits(JsonNode args) {
        return args.path("op").asString("").equals(DesktopCapability.WAIT_FOR.action());
    }

    private static DesktopOp parse(JsonNode args) throws OperationException {
        String op = args.path("op").asString("");
        boolean known = false;
        for (DesktopCapability capability : SUPPORTED) {
            known |= capability.action().equals(op);
        }
        if (!known) {
            String id = "tyrum.desktop." + op.replace('_', '-');
            throw new OperationException("no provider for capability: " + (op.isEmpty() ? "(no op)" : id), null);
        }
        if (op.equals(DesktopCapability.MOUSE.action())) {
            requireInteger(args, "x");
            requireInteger(args, "y");
        }
        try {
            return READER.readValue(args);
        } catch (JacksonException e) {
            throw new OperationException("Invalid arguments of " + op + ": " + e.getOriginalMessage(), e);
        }
    }

    /** A missing number would be read as zero, which is a place on the screen. */
    private static void requireInteger(JsonNode args, String field) throws OperationException {
        if (!args.path(field).isInt()) {
            throw new OperationException(field + " must be a whole number", null);
        }
    }
}
