package org.pilothouse.agent.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.Refusals;
import org.pilothouse.http.Router;

/** All that the agent offers over HTTP. Filled by faces before the server starts. */
public final class Api {
    private final AuditLog audit;
    private final Router router = new Router();
    private final List<Operation<?>> operations = new ArrayList<>();
    private final Map<String, ErrorStyle> styles = new LinkedHashMap<>();
    private final List<Function<Exception, Optional<Refusal>>> explanations = new ArrayList<>();
    private final Refusals refusals = new Explained();

    public Api(AuditLog audit) {
        this.audit = audit;
    }

    /** A set of operations that belong together. */
    @FunctionalInterface
    public interface Face {
        void addTo(Api api);
    }

    /** How refusals are written. */
    @FunctionalInterface
    public interface ErrorStyle {
        Refusals.Body body(Refusal refusal, String method, String path);
    }

    public Api add(Operation<?> operation) {
        operations.add(operation);
        Router.Action action = call -> carryOut(operation, call);
        if (operation.isOpen()) {
            router.addOpen(operation.method(), operation.path(), action);
        } else {
            router.add(operation.method(), operation.path(), action);
        }
        return this;
    }

    /** Refusals of paths that begin so are written like this; the last one that fits counts. */
    public Api errors(String pathPrefix, ErrorStyle style) {
        styles.put(pathPrefix, style);
        return this;
    }

    /** What exceptions of a core mean; the first one that knows an exception counts. */
    public Api explain(Function<Exception, Optional<Refusal>> explanation) {
        explanations.add(explanation);
        return this;
    }

    /** Whether there is an operation for it. */
    public boolean offers(String method, String path) {
        return router.answers(method, path);
    }

    /**
     * Has another operation done as a step of a call; all that it is refused for comes as a {@link Refusal}.
     *
     * @param queries by name
     */
    public Answer perform(Call within, String method, String path, Map<String, String> queries, byte[] body)
            throws Exception {
        try {
            return router.perform(within, method, path, queries, body);
        } catch (Refusal e) {
            throw e;
        } catch (Exception e) { // the cores' own kinds, which the faces explain
            throw refusals.of(e).map(refusal -> (Exception) refusal).orElse(e);
        }
    }

    List<Operation<?>> operations() {
        return List.copyOf(operations);
    }

    Router router() {
        return router;
    }

    Refusals refusals() {
        return refusals;
    }

    private Answer carryOut(Operation<?> operation, Call call) throws Exception {
        if (!operation.isAudited()) {
            return operation.answer(call);
        }
        long begin = System.nanoTime();
        try {
            Answer answer = operation.answer(call);
            note(operation, call, "ok", status(answer), begin);
            return answer;
        } catch (Exception e) { // noted, and thrown on
            Optional<Refusal> refusal = e instanceof Refusal refused ? Optional.of(refused) : refusals.of(e);
            note(
                    operation,
                    call,
                    refusal.map(Refusal::code).orElse("internal_error"),
                    refusal.map(Refusal::status).orElse(500),
                    begin);
            throw e;
        }
    }

    private static @Nullable Integer status(Answer answer) {
        return switch (answer) {
            case Answer.Json json -> json.status();
            case Answer.Bytes bytes -> bytes.status();
            case Answer.Nothing _ -> 204;
            case Answer.Stream stream -> stream.status();
            case Answer.Raw _ -> null;
        };
    }

    private void note(Operation<?> operation, Call call, String outcome, @Nullable Integer status, long begin) {
        audit.record(new AuditLog.Action(
                call.caller().name(),
                "http",
                operation.method() + " " + operation.path(),
                Optional.ofNullable(call.request().getHttpURI().getPath()).orElse(operation.path()),
                outcome,
                status,
                Duration.ofNanos(System.nanoTime() - begin)));
    }

    /** The faces' own ways to say no. */
    private final class Explained implements Refusals {
        @Override
        public Optional<Refusal> of(Exception e) {
            return explanations.stream()
                    .map(explanation -> explanation.apply(e))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        @Override
        public Body body(Refusal refusal, String method, String path) {
            ErrorStyle style = ProblemStyle.INSTANCE;
            for (Map.Entry<String, ErrorStyle> entry : styles.entrySet()) {
                if (path.startsWith(entry.getKey())) {
                    style = entry.getValue();
                }
            }
            return style.body(refusal, method, path);
        }
    }
}
