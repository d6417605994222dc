-- Retention's way to the oldest rows of the inbox. A block range index was enough while nothing was removed; once freed
-- pages are filled again, each of its ranges holds old and new rows, and every batch would read the whole table.
DROP INDEX inbox_received;
CREATE INDEX inbox_received ON inbox (received_at);
