package org.pilothouse.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The embedded database. One connection under one lock: SQLite has a single writer anyway, reads here take microseconds,
 * and nobody holds the lock while talking to an engine. Transactions do not nest across threads; a transaction opened
 * inside another one on the same thread joins it.
 */
public final class Database implements AutoCloseable {
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(?:\\n|$)");

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final FaultPoints faults;

    private Database(Connection connection, FaultPoints faults) {
        this.connection = connection;
        this.faults = faults;
    }

    /** As {@link #open(Path, FaultPoints)} with nobody listening. */
    public static Database open(Path file) {
        return open(file, FaultPoints.NONE);
    }

    /**
     * Opens or creates the database and brings its schema up to date.
     *
     * @throws StoreException where the file is no database, or was made by a newer version
     */
    public static Database open(Path file, FaultPoints faults) {
        try {
            if (!Files.exists(file)) {
                PrivateFiles.newFile(file);
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                // FULL: an intent that was committed survives a power cut too
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("PRAGMA foreign_keys = ON");
                statement.execute("PRAGMA busy_timeout = 5000");
            }
            Database database = new Database(connection, faults);
            Migrations.apply(database);
            return database;
        } catch (IOException | SQLException e) {
            throw new StoreException("cannot open the database " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens a database to look at it, while a gateway uses it or not.
     *
     * @throws StoreException where the file is no database
     */
    public static Database openReadOnly(Path file) {
        if (!Files.isReadable(file)) {
            throw new StoreException("there is no database " + file + " that can be read", null);
        }
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setBusyTimeout(5000);
            return new Database(config.createConnection("jdbc:sqlite:" + file), FaultPoints.NONE);
        } catch (SQLException e) {
            throw new StoreException("cannot open the database " + file + ": " + e.getMessage(), e);
        }
    }

    /** What a transaction does. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Transaction transaction) throws SQLException;
    }

    /**
     * As {@link #transaction}, for what may be lost in a power cut (never in a crash of this program): it does not wait
     * for the disk.
     */
    public <T extends @Nullable Object> T quickTransaction(Work<T> work) {
        lock.lock();
        try {
            if (!connection.getAutoCommit()) {
                return transaction(work);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = NORMAL");
                try {
                    return commit(work, FaultPoints.NONE);
                } finally {
                    statement.execute("PRAGMA synchronous = FULL");
                }
            }
        } catch (SQLException e) {
            throw new StoreException("the database refused: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Runs the work in a transaction; what it throws rolls everything back. */
    public <T extends @Nullable Object> T transaction(Work<T> work) {
        lock.lock();
        try {
            return connection.getAutoCommit() ? commit(work, faults) : work.run(new Transaction(connection));
        } catch (SQLException e) {
            throw new StoreException("the database refused: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> T commit(Work<T> work, FaultPoints told) throws SQLException {
        long before = told == FaultPoints.NONE ? 0 : changes();
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.run(new Transaction(connection));
            connection.commit();
            done = true;
            if (told != FaultPoints.NONE && changes() != before) {
                told.committed();
            }
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** Rows changed since the connection was opened. */
    private long changes() throws SQLException {
        return new Transaction(connection)
                .find("SELECT total_changes() AS n", row -> row.getLong("n"))
                .orElseThrow();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("cannot close the database: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Statements inside a transaction. Arguments are strings, numbers or null. */
    public static final class Transaction {
        private final Connection connection;

        private Transaction(Connection connection) {
            this.connection = connection;
        }

        public int update(String sql, @Nullable Object... arguments) throws SQLException {
            try (PreparedStatement statement = prepare(sql, arguments)) {
                return statement.executeUpdate();
            }
        }

        public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments) throws SQLException {
            try (PreparedStatement statement = prepare(sql, arguments);
                    ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(mapper.map(rows));
                }
                return result;
            }
        }

        public <T> Optional<T> find(String sql, RowMapper<T> mapper, @Nullable Object... arguments)
                throws SQLException {
            return list(sql, mapper, arguments).stream().findFirst();
        }

        void script(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String part : END_OF_STATEMENT.splitAsStream(sql).toList()) {
                    if (!part.isBlank()) {
                        statement.execute(part);
                    }
                }
            }
        }

        private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement;
        }
    }
}
