/** What survives a crash: one SQL dialect that SQLite and PostgreSQL both take. */
@NullMarked
package org.pilothouse.gateway.store;

import org.jspecify.annotations.NullMarked;
