package org.pilothouse.agent.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;

/**
 * One thing that can be asked for: its path, what it takes, what it gives and who does it. The route, the checks, the
 * audit line and the OpenAPI document come from it.
 *
 * @param <I> what it takes: a record, or {@link Void}
 */
public final class Operation<I> {
    private final String method;
    private final String path;
    private final String summary;
    private final @Nullable Class<I> input;
    private final Source source;
    private String tag = "";
    private int status = 200;
    private @Nullable Class<?> output;
    private @Nullable String takes;
    private List<String> contentTypes = List.of("application/json");
    private final List<Failure> failures = new ArrayList<>();
    private boolean open;
    private boolean audited;
    private @Nullable Work<I> work;

    /** From where the input is read. */
    enum Source {
        NONE,
        QUERY,
        BODY,
        /** A missing body is the empty object. */
        OPTIONAL_BODY
    }

    /** A refusal that callers have to expect. */
    record Failure(int status, String code) {}

    /** Does it. */
    @FunctionalInterface
    public interface Work<I> {
        /**
         * @return an {@link Answer}, or the body of one with the status that the operation says
         */
        Object does(Call call, I input) throws Exception;
    }

    /** Does it, where nothing is taken but the path. */
    @FunctionalInterface
    public interface PlainWork {
        Object does(Call call) throws Exception;
    }

    private Operation(String method, String path, String summary, @Nullable Class<I> input, Source source) {
        this.method = method;
        this.path = path;
        this.summary = summary;
        this.input = input;
        this.source = source;
        this.audited = !method.equals("GET");
    }

    public static Operation<Void> get(String path, String summary) {
        return new Operation<>("GET", path, summary, null, Source.NONE);
    }

    public static Operation<Void> post(String path, String summary) {
        return new Operation<>("POST", path, summary, null, Source.NONE);
    }

    public static Operation<Void> put(String path, String summary) {
        return new Operation<>("PUT", path, summary, null, Source.NONE);
    }

    public static Operation<Void> delete(String path, String summary) {
        return new Operation<>("DELETE", path, summary, null, Source.NONE);
    }

    /** Any method, such as that of a proxy. */
    public static Operation<Void> any(String path, String summary) {
        return new Operation<>("*", path, summary, null, Source.NONE);
    }

    /** Takes a JSON body. */
    public <T extends Record> Operation<T> body(Class<T> type) {
        return new Operation<>(method, path, summary, type, Source.BODY);
    }

    /** Takes a JSON body, all of which may be left out. */
    public <T extends Record> Operation<T> optionalBody(Class<T> type) {
        return new Operation<>(method, path, summary, type, Source.OPTIONAL_BODY);
    }

    /** Takes query parameters. */
    public <T extends Record> Operation<T> query(Class<T> type) {
        return new Operation<>(method, path, summary, type, Source.QUERY);
    }

    /** Takes bytes of this type as its body, which it reads itself. */
    public Operation<I> takesBytes(String type) {
        takes = type;
        return this;
    }

    /** Groups operations for readers. */
    public Operation<I> tag(String name) {
        tag = name;
        return this;
    }

    /** Gives this as JSON. */
    public Operation<I> gives(Class<?> type) {
        output = type;
        return this;
    }

    /** Gives this as JSON, under another status than 200. */
    public Operation<I> gives(int otherStatus, Class<?> type) {
        status = otherStatus;
        return gives(type);
    }

    /** Gives bytes of these types; none: an answer without a body. */
    public Operation<I> givesBytes(String... types) {
        contentTypes = List.of(types);
        status = types.length == 0 ? 204 : 200;
        return this;
    }

    /** May be refused like this, beside 400, 401 and 403. */
    public Operation<I> refuses(int otherStatus, String code) {
        failures.add(new Failure(otherStatus, code));
        return this;
    }

    /** Needs no token. */
    public Operation<I> open() {
        open = true;
        return this;
    }

    /** Whether it is noted who did it; by default everything but GET is. */
    public Operation<I> audited(boolean whether) {
        audited = whether;
        return this;
    }

    public Operation<I> by(Work<I> doer) {
        work = doer;
        return this;
    }

    public Operation<I> by(PlainWork doer) {
        return by((call, _) -> doer.does(call));
    }

    Answer answer(Call call) throws Exception {
        Work<I> doer = work;
        if (doer == null) {
            throw new IllegalStateException(method + " " + path + " has nobody to do it");
        }
        Object result = doer.does(call, input(call));
        return result instanceof Answer answer ? answer : new Answer.Json(status, result);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // where there is no input, I is Void
    private I input(Call call) {
        return input == null
                ? null
                : source == Source.QUERY
                        ? Inputs.query(call, input)
                        : Inputs.body(call, input, source == Source.OPTIONAL_BODY);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String summary() {
        return summary;
    }

    String tag() {
        return tag;
    }

    @Nullable
    Class<I> input() {
        return input;
    }

    Source source() {
        return source;
    }

    int status() {
        return status;
    }

    @Nullable
    Class<?> output() {
        return output;
    }

    @Nullable
    String takes() {
        return takes;
    }

    List<String> contentTypes() {
        return contentTypes;
    }

    List<Failure> failures() {
        return failures;
    }

    boolean isOpen() {
        return open;
    }

    boolean isAudited() {
        return audited;
    }
}
