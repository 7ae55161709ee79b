package org.pilothouse.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnsweredTasksTest {
    private final AnsweredTasks answered = new AnsweredTasks();
    private final AtomicInteger done = new AtomicInteger();

    private String answer(String id) {
        return answered.answer(id, () -> "answer " + done.incrementAndGet());
    }

    @Test
    void aRepeatedTaskIsNotDoneAgain() {
        assertEquals("answer 1", answer("a"));
        assertEquals("answer 1", answer("a"));
        assertEquals("answer 2", answer("b"));
    }

    @Test
    void aTaskThatIsRepeatedWhileItRunsIsDoneOnce() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> answered.answer("a", () -> {
                running.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "slow";
            }));
            running.await();
            var second = threads.submit(() -> answer("a"));
            goOn.countDown();
            assertEquals("slow", first.get());
            assertEquals("slow", second.get());
            assertEquals(0, done.get());
        }
    }

    @Test
    void onlySoManyAreKeptTheOldestGoFirst() {
        for (int i = 0; i <= AnsweredTasks.MAX_ANSWERS; i++) {
            answer("id" + i);
        }
        assertEquals(AnsweredTasks.MAX_ANSWERS, answered.size());
        assertEquals("answer 2", answer("id1"));
        assertEquals("answer " + (AnsweredTasks.MAX_ANSWERS + 2), answer("id0"));
    }

    @Test
    void picturesAreNotKept() {
        answered.answer("big", () -> "x".repeat(AnsweredTasks.MAX_LENGTH + 1));
        assertEquals(0, answered.size());
    }

    @Test
    void aFailureIsNotKeptEither() {
        assertThrows(
                IllegalStateException.class,
                () -> answered.answer("a", () -> {
                    throw new IllegalStateException("no");
                }));
        assertEquals("answer 1", answer("a"));
    }
}
