-- oldest program: 3. One of that level reads and stores days without their source, as before.
-- where a day was announced, and the region's own days of 2025 and 2026, which the calendar that was shipped did not have
ALTER TABLE calendar_days ADD COLUMN source TEXT NOT NULL DEFAULT '';
INSERT INTO calendar_days (date, region, kind, name, source)
SELECT new.date, 'CN-GX', 'off', '壮族三月三', new.source
FROM (
    SELECT DATE '2025-03-31' AS date, '' AS source
    UNION ALL SELECT DATE '2025-04-01', ''
    UNION ALL SELECT DATE '2026-04-17', '据新闻报道；未见正式文件'
    UNION ALL SELECT DATE '2026-04-18', '据新闻报道；未见正式文件'
    UNION ALL SELECT DATE '2026-04-19', '据新闻报道；未见正式文件'
    UNION ALL SELECT DATE '2026-04-20', '据新闻报道；未见正式文件'
) AS new
WHERE EXISTS (SELECT 1 FROM calendar_days WHERE region = 'CN-GX' AND name = '壮族三月三')
    AND NOT EXISTS (SELECT 1 FROM calendar_days AS known WHERE known.region = 'CN-GX' AND known.date = new.date);
