package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.ApiJson;
import org.pilothouse.agent.api.Field;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;

/**
 * {@code batch}, which sandbox-agent has not: operations of this face one after the other, in one request, which stops at
 * the first that is refused.
 */
final class BatchRoutes {
    static final int MAX_STEPS = 200;
    private static final String PREFIX = "/v1/desktop/";
    private static final long MAX_BYTES = 32L << 20;
    private static final Pattern PATH = Pattern.compile("[a-z0-9/._~-]{1,200}", Pattern.CASE_INSENSITIVE);
    /** These have no end, or are none of the desktop's actions. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("batch|stream/.*|recordings/.*|processes/.*/logs", Pattern.CASE_INSENSITIVE);

    private final Api api;

    BatchRoutes(Api api) {
        this.api = api;
    }

    /** Of HTTP. */
    enum Method {
        GET,
        POST
    }

    record Step(
            @Field(
                    value = "Below /v1/desktop/, such as mouse/click",
                    required = true,
                    least = 1,
                    most = 200,
                    example = "\"mouse/position\"")
            String path,

            @Field("post where there is such an operation, else get") @Nullable
            Method method,

            @Field("Members of its body, or parameters of its query") @Nullable
            Map<String, Object> arguments) {}

    record Batch(
            @Field(
                    required = true,
                    least = 1,
                    most = MAX_STEPS,
                    example = "[{\"path\":\"mouse/move\",\"arguments\":{\"x\":10,\"y\":10}},"
                            + "{\"path\":\"screenshot\"}]")
            List<Step> steps) {}

    record Result(
            @Field(required = true) String path,
            @Field(required = true) int status,

            @Field("Of an operation that answers JSON") @Nullable
            Object answer,

            @Field("Of a picture") @Nullable String contentType,
            @Field("A picture, base64") @Nullable String data,
            @Field("A picture's measures") @Nullable Map<String, String> headers) {}

    record Results(@Field(required = true) List<Result> results) {}

    void addTo() {
        api.add(onDesktop(post(
                                "batch",
                                "Does several operations, and stops at the first that is refused: the refusal is that"
                                        + " one's, with its number from 0 as failedStep and the others' results")
                        .body(Batch.class))
                .audited(false)
                .gives(Results.class)
                .by((call, batch) -> perform(call, batch.steps())));
    }

    private Results perform(Call call, List<Step> steps) throws Exception {
        List<Method> methods = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            methods.add(method(steps.get(i), i)); // before anything is done
        }
        List<Result> results = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            try {
                Result result = perform(call, step, methods.get(i));
                bytes += result.data() == null ? 0 : result.data().length();
                if (bytes > MAX_BYTES) {
                    throw new Refusal(413, "too_large", "The pictures of one batch together are too large.");
                }
                results.add(result);
            } catch (Refusal e) {
                throw at(i, step, e, results);
            }
        }
        return new Results(results);
    }

    private Method method(Step step, int number) {
        String where = "steps[" + number + "]";
        boolean plain = PATH.matcher(step.path()).matches()
                && !LEFT_OUT.matcher(step.path()).matches();
        Method method = step.method() != null
                ? step.method()
                : plain && api.offers("POST", PREFIX + step.path()) ? Method.POST : Method.GET;
        if (!plain || !api.offers(method.name(), PREFIX + step.path())) {
            throw Refusal.invalid(
                    where + ".path",
                    where + ".path is '" + step.path() + "', which is no operation that a batch can have with "
                            + method.name());
        }
        return method;
    }

    private static Refusal at(int number, Step step, Refusal e, List<Result> results) {
        Map<String, Object> members = new HashMap<>(e.members());
        members.put("failedStep", number);
        members.put("results", results);
        String where = "steps[" + number + "]";
        return new Refusal(
                e.status(),
                e.code(),
                where + " (" + step.path() + "): " + e.sentence(),
                e.field() == null ? where : where + ".arguments." + e.field(),
                members);
    }

    private Result perform(Call call, Step step, Method method) throws Exception {
        Map<String, Object> arguments = step.arguments() == null ? Map.of() : step.arguments();
        Map<String, String> queries = new HashMap<>();
        byte[] body = {};
        if (method == Method.GET) {
            arguments.forEach((name, value) -> queries.put(name, String.valueOf(value)));
        } else {
            // one that takes none does not look at it
            body = ApiJson.MAPPER.writeValueAsBytes(arguments);
        }
        return switch (api.perform(call, method.name(), PREFIX + step.path(), queries, body)) {
            case Answer.Json json -> new Result(step.path(), json.status(), json.body(), null, null, null);
            case Answer.Bytes picture ->
                new Result(
                        step.path(),
                        picture.status(),
                        null,
                        picture.contentType(),
                        Base64.getEncoder().encodeToString(picture.body()),
                        lowerCase(picture.headers()));
            case Answer.Nothing _ -> new Result(step.path(), 204, null, null, null, null);
            case Answer.Stream _, Answer.Raw _ ->
                throw Refusal.invalid("path", "An answer without an end cannot be in a batch.");
        };
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
