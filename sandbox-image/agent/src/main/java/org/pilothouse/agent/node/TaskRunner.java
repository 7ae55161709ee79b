package org.pilothouse.agent.node;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okio.Utf8;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.desktop.OperationException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.NodeMessages.TaskExecute;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Does the gateway's tasks, each on a thread of its own and within a time limit, and answers them. */
final class TaskRunner {
    private static final String FAILED = "task_failed";
    private static final String STOPPING = "runtime unavailable: the agent is stopping, or the connection is gone";
    private static final int MAX_AT_ONCE = 16;
    /** In bytes; a gateway (ours) takes 16 MB in one message. */
    private static final long MAX_ANSWER = 15_000_000;

    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

    private final TaskHandler operations;
    private final AnsweredTasks answered = new AnsweredTasks();
    private final Semaphore slots = new Semaphore(MAX_AT_ONCE);
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TaskRunner(TaskHandler operations) {
        this.operations = operations;
    }

    /**
     * Starts a task.
     *
     * @param from the connection that it came by
     * @param reply gets the frame with its outcome, on another thread
     */
    void run(Frame.Request request, Object from, Consumer<String> reply) {
        if (operations.onlyWaits(args(request))) {
            Wait wait = new Wait(request, from, reply);
            waits.add(wait);
            threads.execute(wait);
        } else {
            threads.execute(() -> reply.accept(answered.answer(request.requestId(), () -> outcome(request))));
        }
    }

    /** Ends what only waits for the sake of this connection. */
    void connectionEnded(Object connection) {
        waits.stream().filter(wait -> wait.from == connection).forEach(Wait::end);
    }

    /** A task that only waits: of no use to anybody once its connection is gone. */
    private final class Wait implements Runnable {
        private final Frame.Request request;
        private final Object from;
        private final Consumer<String> reply;
        private volatile boolean ended;
        private volatile @Nullable Thread thread;

        Wait(Frame.Request request, Object from, Consumer<String> reply) {
            this.request = request;
            this.from = from;
            this.reply = reply;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            try {
                if (!ended) {
                    reply.accept(outcome(request));
                }
            } finally {
                waits.remove(this);
            }
        }

        void end() {
            ended = true;
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }

    private static JsonNode args(Frame.Request request) {
        return request.payload().path("action").path("args");
    }

    private String outcome(Frame.Request request) {
        if (!slots.tryAcquire()) {
            return failure(request, "runtime unavailable: " + MAX_AT_ONCE + " operations are running already");
        }
        Duration limit = operations.limit(args(request));
        Future<TaskResult> doing = threads.submit(() -> execute(request));
        try {
            String answer = Frame.Success.of(request, doing.get(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .toJson();
            long bytes = Utf8.size(answer);
            return bytes <= MAX_ANSWER
                    ? answer
                    : failure(
                            request,
                            "The answer has " + bytes + " bytes, at most " + MAX_ANSWER + " are allowed; ask for less");
        } catch (TimeoutException e) {
            doing.cancel(true);
            return failure(request, "The operation was not done within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperationException refused) {
                return failure(request, String.valueOf(refused.getMessage()));
            }
            if (e.getCause() instanceof InterruptedException) {
                return failure(request, STOPPING);
            }
            log.error("an operation failed in a way that nobody thought of", e.getCause());
            return failure(request, "The operation failed inside the agent; its log has the details");
        } catch (InterruptedException e) {
            doing.cancel(true);
            Thread.currentThread().interrupt();
            return failure(request, STOPPING);
        } finally {
            slots.release();
        }
    }

    private TaskResult execute(Frame.Request request) throws OperationException, InterruptedException {
        TaskExecute task;
        try {
            task = Json.LENIENT.treeToValue(request.payload(), TaskExecute.class);
        } catch (JacksonException e) {
            throw new OperationException("The task cannot be read: " + e.getOriginalMessage(), e);
        }
        // Members that are missing are read as null, whatever their types say.
        if (task.action() == null
                || !"Desktop".equals(task.action().type())
                || task.action().args() == null) {
            throw new OperationException("no provider for capability: the task is no Desktop action", null);
        }
        return operations.execute(task.action().args());
    }

    private static String failure(Frame.Request request, String message) {
        return Frame.Failure.of(request, FAILED, message).toJson();
    }

    void close() {
        threads.shutdownNow();
    }
}
