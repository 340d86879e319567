DO $$
BEGIN
    IF current_setting('server_version_num')::integer >= 140000 THEN
        EXECUTE 'ALTER TABLE mail_texts ALTER COLUMN body_text SET COMPRESSION DEFAULT, ALTER COLUMN body_html SET COMPRESSION DEFAULT, '
            'ALTER COLUMN raw SET COMPRESSION DEFAULT';
    END IF;
END
$$;
