//! The page of a draft as a browser without scripts sends it: all its fields, whatever button is pressed.

use reqwest::Response;

use super::app::Browser;

/// The form of a review.
pub struct DraftForm<'a> {
    browser: &'a Browser<'a>,
    action: String,
    fields: Vec<(String, String)>,
    /// The page it stands on.
    pub html: String,
}

impl<'a> DraftForm<'a> {
    /// The form of the page at that address.
    pub async fn at(browser: &'a Browser<'a>, path: &str) -> DraftForm<'a> {
        Self::of(browser, browser.text(path).await)
    }

    /// The form of a page.
    pub fn of(browser: &'a Browser<'a>, html: String) -> DraftForm<'a> {
        let (before, rest) = html.split_once(" id=\"draft\"").unwrap_or_else(|| panic!("no draft: {html}"));
        let action = before.rsplit("action=\"").next().expect("an address").split('"').next().expect("its end");
        let form = rest.split("</form>").next().expect("its end");
        let (action, fields) = (unescaped(action), fields(form));
        Self { browser, action, fields, html }
    }

    /// What a field has in it.
    pub fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(own, _)| own == name);
        found.map(|(_, text)| text.as_str()).unwrap_or_else(|| panic!("no field {name}"))
    }

    /// Whether the page has a field.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(own, _)| own == name)
    }

    /// Types into a field.
    pub fn set(&mut self, name: &str, text: &str) -> &mut Self {
        let found = self.fields.iter_mut().find(|(own, _)| own == name);
        text.clone_into(&mut found.unwrap_or_else(|| panic!("no field {name}")).1);
        self
    }

    /// How many fields it sends.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Presses a button of the form; it must be there.
    pub async fn press(&self, then: &str) -> Response {
        let button = format!("name=\"then\" value=\"{then}\"");
        assert!(self.html.contains(&button), "no button {then}");
        self.send(then).await
    }

    /// Sends the form as if there were such a button.
    pub async fn send(&self, then: &str) -> Response {
        let own = self.fields.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let fields: Vec<_> = own.chain([("then", then)]).collect();
        self.browser.post(&self.action, &fields).await
    }
}

/// The fields between the tags of a form, in their order.
fn fields(form: &str) -> Vec<(String, String)> {
    let tags = form.split('<').filter(|tag| ["input", "textarea", "select"].iter().any(|kind| tag.starts_with(kind)));
    let named = tags.filter_map(|tag| Some((attribute(tag, "name")?, tag)));
    named
        .map(|(name, tag)| {
            let text = match tag {
                // A box that is not ticked is not sent; whoever ticks it sets its value.
                tag if tag.contains("type=\"checkbox\"") && !tag.contains(" checked") => String::new(),
                tag if tag.starts_with("input") => attribute(tag, "value").unwrap_or_default(),
                tag if tag.starts_with("textarea") => {
                    unescaped(tag.split_once('>').expect("its end").1.trim_start_matches('\n'))
                }
                _ => chosen(form, &name),
            };
            (name, text)
        })
        .collect()
}

/// The option of a list that is selected, else the first one.
fn chosen(form: &str, name: &str) -> String {
    let (_, list) = form.split_once(&format!("name=\"{name}\"")).expect("the list");
    let options: Vec<&str> = list.split("</select>").next().expect("its end").split("<option").skip(1).collect();
    let selected = options.iter().find(|option| option.split('>').next().is_some_and(|tag| tag.ends_with(" selected")));
    let option = selected.or(options.first()).expect("an option");
    attribute(option, "value").expect("a value")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let head = tag.split('>').next()?;
    let (_, rest) = head.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    let marks = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    marks.iter().fold(text.to_owned(), |text, (escaped, mark)| text.replace(escaped, mark))
}
