package org.pilothouse.agent.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Processes that exist only here, and a clock that only moves when somebody sleeps. */
final class FakeProcesses implements Launcher, Pacer {
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    final List<Fake> started = new ArrayList<>();
    final List<String> signals = new ArrayList<>();
    final List<Fake> programs = new ArrayList<>();
    final Map<String, Fake> adoptable = new HashMap<>();
    /** How many further starts end at once. */
    int startsThatEnd;

    boolean cannotStart;
    /** Processes that ignore TERM. */
    boolean stubborn;

    @Override
    public synchronized RunningProcess launch(ProcessSpec spec) throws IOException {
        if (cannotStart) {
            throw new IOException("no such program");
        }
        Fake process = new Fake(spec.name(), started.size() + 100);
        started.add(process);
        notifyAll();
        if (startsThatEnd > 0) {
            startsThatEnd--;
            process.end(3);
        }
        return process;
    }

    @Override
    public Optional<RunningProcess> find(ProcessSpec spec) {
        return Optional.ofNullable(adoptable.get(spec.name()));
    }

    @Override
    public List<RunningProcess> programs(Collection<Long> managed) {
        return List.copyOf(programs);
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void sleep(Duration pause) throws InterruptedException {
        now.addAndGet(pause.toNanos());
        synchronized (this) {
            if (pause.toMillis() >= 50) {
                pauses.add(pause);
            }
            notifyAll();
        }
        Thread.sleep(1);
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    synchronized Fake awaitStart(int number) throws InterruptedException {
        while (started.size() < number) {
            wait(100);
        }
        return started.get(number - 1);
    }

    final class Fake implements RunningProcess {
        private final String name;
        private final long pid;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile int status;

        Fake(String name, long pid) {
            this.name = name;
            this.pid = pid;
        }

        void end(int status) {
            this.status = status;
            ended.countDown();
        }

        String name() {
            return name;
        }

        @Override
        public Identity identity() {
            return new Identity(pid, pid);
        }

        @Override
        public Instant startedAt() {
            return Instant.EPOCH;
        }

        @Override
        public boolean alive() {
            return ended.getCount() > 0;
        }

        @Override
        public OptionalInt awaitEnd() throws InterruptedException {
            ended.await();
            return OptionalInt.of(status);
        }

        @Override
        public boolean awaitEnd(Duration limit) throws InterruptedException {
            return ended.await(Math.min(50, limit.toMillis()), TimeUnit.MILLISECONDS);
        }

        @Override
        public void signal(Signal signal) {
            synchronized (FakeProcesses.this) {
                signals.add(signal + " " + name);
            }
            if (signal == Signal.KILL || !stubborn) {
                end(signal == Signal.KILL ? 137 : 0);
            }
        }
    }
}
