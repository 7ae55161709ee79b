package org.pilothouse.agent.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers by request id, so that a task which the gateway sends again, as it does when it is unsure, is not done twice.
 * Bounded in number and in size: a picture is too large to be kept, and harmless to be taken again. Safe for use by
 * many threads.
 */
final class AnsweredTasks {
    static final int MAX_ANSWERS = 1000;
    static final int MAX_LENGTH = 8192;

    private final Map<String, CompletableFuture<String>> answers = new LinkedHashMap<>();

    /** The answer to this request: made by {@code task} on the calling thread, unless it was or is being made already. */
    String answer(String requestId, Supplier<String> task) {
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> earlier;
        synchronized (this) {
            earlier = answers.putIfAbsent(requestId, mine);
            if (earlier == null && answers.size() > MAX_ANSWERS) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
        if (earlier != null) {
            return earlier.join();
        }
        try {
            String answer = task.get();
            if (answer.length() > MAX_LENGTH) {
                forget(requestId);
            }
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            forget(requestId);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized void forget(String requestId) {
        answers.remove(requestId);
    }

    synchronized int size() {
        return answers.size();
    }
}
